import { expect, test } from 'vitest'
import { estimate, inUnit, rounded, toFailure, type Formula } from '../../src/domain/formulas'

const OF_100_BY_8: [Formula, number][] = [
  ['epley', 126.67],
  ['brzycki', 124.14],
  ['lombardi', 123.11],
  ['oconner', 120],
  ['wathan', 127.67],
  ['mayhew', 126.29],
  ['lander', 125.11],
]

test.each(OF_100_BY_8)('100 × 8 to failure by %s', (formula, expected) => {
  expect(rounded(estimate(100, 8, formula))).toBe(expected)
})

test('a single to failure is its own load', () => {
  expect(estimate(100, 1, 'epley')).toBe(100)
})

test('repetitions to failure are those made and those in reserve, up to 12', () => {
  expect(toFailure(8, '8', null)).toBe(10)
  expect(toFailure(8, null, '1.5')).toBe(9.5)
  expect(toFailure(8, null, null)).toBe(8)
  expect(toFailure(13, null, null)).toBeNull()
  expect(toFailure(3, null, '5')).toBeNull()
  expect(toFailure(0, null, null)).toBeNull()
})

const OF_100_BY_EPLEY: [number, string | null, string | null, number][] = [
  [8, null, null, 126.67],
  [8, '8', null, 133.33],
  [8, null, '2', 133.33],
  [8, '8.5', null, 131.67],
  [10, null, null, 133.33],
  [12, null, null, 140],
  [11, null, '1', 140],
  [1, null, null, 100],
  [1, '10', null, 100],
  [1, '9', null, 106.67],
  [5, null, '4.5', 131.67],
]

test.each(OF_100_BY_EPLEY)('100 × %i at RPE %s or %s in reserve', (reps, rpe, rir, expected) => {
  expect(rounded(estimate(100, toFailure(reps, rpe, rir) ?? 0, 'epley'))).toBe(expected)
})

const NOTHING_CAN_BE_SAID: [number, string | null, string | null][] = [
  [13, null, null],
  [12, null, '0.5'],
  [11, '8', null],
  [0, null, null],
  [5, null, '5'],
  [5, '5', null],
  [5, '0', null],
]

test.each(NOTHING_CAN_BE_SAID)('%i at RPE %s or %s in reserve says nothing', (reps, rpe, rir) => {
  expect(toFailure(reps, rpe, rir)).toBeNull()
})

test('Epley and Brzycki agree at ten repetitions, to the last digit', () => {
  expect([estimate(90, 10, 'epley'), estimate(90, 10, 'brzycki')]).toEqual([120, 120])
})

test('halves are rounded away from zero, whatever their binary fraction', () => {
  expect([1.005, 2.675, 1.115, -1.005, 0].map(rounded)).toEqual([1.01, 2.68, 1.12, -1.01, 0])
})

test('pounds are exact', () => {
  expect(inUnit(135, 'lb', 'kg')).toBeCloseTo(61.23496995, 10)
})
