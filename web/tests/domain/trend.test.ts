import { expect, test } from 'vitest'
import { trendOf as trendAt, verdictOf } from '../../src/domain/trend'

const DAY = 86_400_000
const NOW = Date.parse('2026-03-02T18:00:00Z')

/** Of one workout every three days, the last one three days ago. */
function trendOf(values: number[], daysAgo = 3) {
  const at = (place: number) => NOW - (daysAgo + 3 * (values.length - 1 - place)) * DAY
  return trendAt(
    values.map((value, place) => ({ at: at(place), value })),
    NOW,
  )
}

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
    since: NOW - 30 * DAY,
    until: NOW,
  } as const

  expect(verdictOf(trend, 'kg')).toBe('Standing still: 0 kg a workout, 0 to 0.')
})

test('standing still takes six workouts to be told', () => {
  expect(trendOf([100, 100.1, 100, 99.9, 100]).verdict).toBe('unclear')
  expect(trendOf([100, 100, 100, 100, 100, 100]).verdict).toBe('stalled')
})

test('without a workout nothing is told, and no number is made up', () => {
  expect(trendOf([])).toEqual({
    verdict: 'too few',
    slope: 0,
    low: 0,
    high: 0,
    count: 0,
    from: 0,
    to: 0,
    since: null,
    until: null,
  })
})

test('of workouts of five years ago it is said when they were, and not how it goes', () => {
  const trend = trendOf([120, 121.7, 119.5, 122.3, 123.3, 121.7, 124.2, 125], 1613)

  expect(trend.verdict).toBe('too old')
  const written = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' })
  expect(verdictOf(trend, 'kg')).toBe(
    `Last trained ${written.format(new Date('2021-10-01'))}: too long ago to say how it goes.`,
  )
})

test('workouts of before a long break, and those that a wrong clock dates after now, are no part of a verdict', () => {
  const before = [60, 65, 70, 75, 80].map((value, place) => ({ at: NOW - (400 - place) * DAY, value }))
  const since = [50, 50, 50, 50, 50, 50].map((value, place) => ({ at: NOW - (20 - place) * DAY, value }))
  const ahead = [90, 95].map((value, place) => ({ at: NOW + (3650 + place) * DAY, value }))

  const trend = trendAt([...before, ...since, ...ahead], NOW)

  expect(trend).toMatchObject({ verdict: 'stalled', count: 6, since: since[0]?.at, until: since[5]?.at })
})
