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

test('pounds are exact', () => {
  expect(inUnit(135, 'lb', 'kg')).toBeCloseTo(61.23496995, 10)
})
