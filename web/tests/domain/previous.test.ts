import { expect, test } from 'vitest'
import { atOccurrence, numbered } from '../../src/domain/previous'
import { set } from './training'

const WARMUP = { set_type: 'warmup' } as const

test('warm-ups and working sets are counted apart, and pieces follow their set', () => {
  const sets = [
    set('a', WARMUP),
    set('b', {}),
    set('c', WARMUP),
    set('d', {}),
    set('e', { continues_set_id: 'b' }),
    set('f', { continues_set_id: 'e' }),
  ]

  expect(numbered(sets).map((each) => [each.set.id, each.number, each.piece])).toEqual([
    ['a', 1, 0],
    ['b', 1, 0],
    ['e', 1, 1],
    ['f', 1, 2],
    ['c', 2, 0],
    ['d', 2, 0],
  ])
})

test('a piece whose set is not there is a set of its own', () => {
  expect(numbered([set('a', { continues_set_id: 'gone' })])).toMatchObject([{ number: 1, piece: 0 }])
})

test('pieces in a circle are all told', () => {
  const circle = [set('a', { continues_set_id: 'b' }), set('b', { continues_set_id: 'a' })]

  expect(numbered(circle).map((each) => [each.set.id, each.number, each.piece])).toEqual([
    ['a', 1, 0],
    ['b', 2, 0],
  ])
})

test('where an exercise stands twice the second goes with the second, and a third with the last', () => {
  const top = set('top', { workout_exercise_id: 'first' })
  const back = set('back', { workout_exercise_id: 'second' })
  const entries = ['first', 'second']

  const occurrences = [0, 1, 2].map((occurrence) => atOccurrence([top, back], entries, occurrence))

  expect(occurrences).toEqual([[top], [back], [back]])
})

test('an entry that was left out goes with the last one that was done', () => {
  const top = set('top', { workout_exercise_id: 'first' })

  expect(atOccurrence([top], ['first', 'second'], 1)).toEqual([top])
  expect(atOccurrence([], ['first'], 0)).toEqual([])
})
