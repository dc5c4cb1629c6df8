import { expect, test } from 'vitest'
import { estimate, rounded } from '../../src/domain/formulas'

/* What each formula says is held to the server by ../vectors/estimates.test.ts. */

test('Epley and Brzycki agree at ten repetitions, to the last digit', () => {
  expect([estimate(90, 10, 'epley'), estimate(90, 10, 'brzycki')]).toEqual([120, 120])
})

test('halves are rounded away from zero, whatever their binary fraction', () => {
  expect([1.005, 2.675, 1.115, -1.005, 0].map(rounded)).toEqual([1.01, 2.68, 1.12, -1.01, 0])
})
