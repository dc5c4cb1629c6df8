import { expect, test } from 'vitest'
import { trendOf, verdictOf } from '../../src/domain/trend'

test('a gain above the noise is told although some workouts were no best', () => {
  const trend = trendOf([120, 121.7, 119.5, 122.3, 123.3, 121.7, 124.2, 125])

  expect(trend.verdict).toBe('progressing')
  expect(trend.slope).toBeCloseTo(0.656, 3)
  expect(trend.low).toBeCloseTo(0.23, 2)
  expect(trend.high).toBeCloseTo(1.08, 2)
  expect(verdictOf(trend, 'kg')).toBe('Progressing: +0.7 kg a workout, 0.2 to 1.1.')
})

test('of three workouts nothing can be told', () => {
  expect(trendOf([100, 90, 80]).verdict).toBe('too few')
})

test('the same again and again is standing still, and wild ups and downs are not', () => {
  expect(trendOf([100, 100.1, 100, 99.9, 100, 100.1]).verdict).toBe('stalled')
  expect(trendOf([100, 110, 95, 108, 92, 104]).verdict).toBe('unclear')
})

test('a fall above the noise is told, and only the last eight workouts count', () => {
  const long = [50, 60, 70, 125, 124.2, 121.7, 123.3, 122.3, 119.5, 121.7, 120]

  const trend = trendOf(long)

  expect([trend.verdict, trend.count]).toEqual(['falling', 8])
  expect(verdictOf(trend, 'kg')).toBe('Falling: −0.7 kg a workout, −1.1 to −0.2.')
})

test('what rounds to nothing has no sign', () => {
  const trend = {
    verdict: 'stalled',
    slope: -0.01,
    low: -0.04,
    high: 0.03,
    count: 8,
    from: 1,
    to: 1,
  } as const

  expect(verdictOf(trend, 'kg')).toBe('Standing still: 0 kg a workout, 0 to 0.')
})

test('standing still takes six workouts to be told', () => {
  expect(trendOf([100, 100.1, 100, 99.9, 100]).verdict).toBe('unclear')
  expect(trendOf([100, 100, 100, 100, 100, 100]).verdict).toBe('stalled')
})

test('without a workout nothing is told, and no number is made up', () => {
  expect(trendOf([])).toEqual({ verdict: 'too few', slope: 0, low: 0, high: 0, count: 0, from: 0, to: 0 })
})
