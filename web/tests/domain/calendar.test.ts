import { expect, test } from 'vitest'
import { instantOf, localOf, monthsLater, step, weeksOf } from '../../src/domain/calendar'
import { nextDay } from '../../src/domain/next'

test('a month is whole weeks from the first weekday', () => {
  const weeks = weeksOf('2026-03', 1)

  expect(weeks.map((week) => week[0])).toEqual([
    '2026-02-23',
    '2026-03-02',
    '2026-03-09',
    '2026-03-16',
    '2026-03-23',
    '2026-03-30',
  ])
  expect(weeksOf('2026-03', 7)[0]?.[0]).toBe('2026-03-01')
})

test('months go over the year', () => {
  expect(monthsLater('2026-12', 1)).toBe('2027-01')
  expect(monthsLater('2026-01', -1)).toBe('2025-12')
})

test('sets have three steps', () => {
  expect([0, 0.5, 9.5, 10, 19, 20].map(step)).toEqual([0, 1, 1, 2, 2, 3])
})

test('a clock time is an instant where the person was, in summer and in winter', () => {
  expect(instantOf('2026-03-02T18:00', 'Europe/Berlin').toISOString()).toBe('2026-03-02T17:00:00.000Z')
  expect(instantOf('2026-07-02T18:00', 'Europe/Berlin').toISOString()).toBe('2026-07-02T16:00:00.000Z')
  expect(localOf('2026-07-02T16:00:00Z', 'Europe/Berlin')).toBe('2026-07-02T18:00')
})

test('an hour that a clock change left out is the one after', () => {
  expect(instantOf('2026-03-29T02:30', 'Europe/Berlin').toISOString()).toBe('2026-03-29T01:30:00.000Z')
  expect(instantOf('2026-03-08T02:30', 'America/Los_Angeles').toISOString()).toBe('2026-03-08T10:30:00.000Z')
})

test('what is no time is no instant', () => {
  expect(instantOf('', 'Europe/Berlin').getTime()).toBeNaN()
})

test('the next day is the one after that done last, and after the last the first', () => {
  expect(nextDay([])).toBeUndefined()
  expect(
    nextDay([
      { id: 'a', last: undefined },
      { id: 'b', last: undefined },
    ]),
  ).toBe('a')
  expect(
    nextDay([
      { id: 'a', last: 1 },
      { id: 'b', last: undefined },
    ]),
  ).toBe('b')
  expect(
    nextDay([
      { id: 'a', last: 1 },
      { id: 'b', last: 2 },
    ]),
  ).toBe('a')
})

test('of days that were done out of order the one done last counts, and of two at once the first', () => {
  const days = (...lasts: (number | undefined)[]) => lasts.map((last, at) => ({ id: 'abc'[at] ?? '', last }))

  expect(nextDay(days(20, 10, undefined))).toBe('b')
  expect(nextDay(days(undefined, 20, 10))).toBe('c')
  expect(nextDay(days(10, 10, 5))).toBe('b')
})

test('a day without exercises is nobody’s next, and where all are empty there is none', () => {
  const days = [
    { id: 'a', last: 1 },
    { id: 'b', last: undefined, empty: true },
    { id: 'c', last: undefined },
  ]

  expect(nextDay(days)).toBe('c')
  expect(nextDay(days.slice(0, 2))).toBe('a')
  expect(nextDay(days.slice(1, 2))).toBeUndefined()
})
