import { expect, test } from 'vitest'
import type { FieldsOf } from '../../src/core/rows'
import { daysLater, setsOfGroups, today, weekOf, type Trained } from '../../src/domain/muscle-weeks'
import { set } from './training'

type Exercise = FieldsOf['exercise']
type Muscles = Exercise['primary_muscles']

const EXERCISE: Exercise = {
  name: '',
  aliases: [],
  equipment: null,
  measurement: 'weight_reps',
  load_mode: 'external',
  laterality: 'bilateral',
  primary_muscles: [],
  secondary_muscles: [],
  movement_pattern: null,
  default_rest_seconds: null,
  load_step: null,
  load_step_unit: null,
  notes: '',
  archived_at: null,
  shared: false,
}

function sets(exercise: Partial<Exercise>, ...each: Partial<FieldsOf['set']>[]): Trained[] {
  return each.map((fields, place) => ({
    set: set(String(place), { reps: 8, ...fields }),
    exercise: { ...EXERCISE, ...exercise },
    day: '2026-03-02',
  }))
}
const of = (primary_muscles: Muscles, secondary_muscles: Muscles = []) => ({
  primary_muscles,
  secondary_muscles,
})

/** The groups that got anything: direct and indirect sets. */
function groupsOf(...trained: Trained[]) {
  const groups = setsOfGroups(trained).filter(({ direct, indirect }) => direct + indirect > 0)
  return Object.fromEntries(groups.map(({ group, direct, indirect }) => [group, [direct, indirect]]))
}

test('rows and curls are three sets of the back and five and a half of biceps', () => {
  const row = sets(of(['lats'], ['biceps', 'rear_delts']), {}, {}, {})
  const curl = sets(of(['biceps']), {}, {}, {}, {})

  expect(groupsOf(...row, ...curl)).toEqual({ shoulders: [0, 1.5], back: [3, 0], biceps: [4, 1.5] })
})

test('two muscles of a group are one set of it', () => {
  const bench = sets(of(['upper_chest', 'lower_chest'], ['front_delts', 'side_delts']), {}, {})
  const press = sets(of(['front_delts'], ['side_delts', 'triceps']), {})

  expect(groupsOf(...bench, ...press)).toEqual({ chest: [2, 0], shoulders: [1, 1], triceps: [0, 0.5] })
})

test('the pieces of a set are one set, and one side alone is half of one', () => {
  const piece = { continues_set_id: '0' }
  const done = [
    {},
    piece,
    piece,
    { side: 'each' },
    { side: 'left' },
    { reps: 0 },
    { set_type: 'warmup' },
  ] as const

  expect(groupsOf(...sets(of(['biceps'], ['forearm_flexors']), ...done))).toEqual({
    biceps: [2.5, 0],
    forearms: [0, 1.25],
  })
})

test('a run is no set of quads', () => {
  expect(groupsOf(...sets({ ...of(['quads']), measurement: 'distance_duration' }, {}))).toEqual({})
})

test.each([
  [1, '2026-03-02'],
  [2, '2026-03-03'],
  [3, '2026-03-04'],
  [4, '2026-03-05'],
  [5, '2026-03-06'],
  [6, '2026-03-07'],
  [7, '2026-03-08'],
])('a week begins on the weekday that the person chose: %i', (firstWeekday, first) => {
  expect(weekOf(first, firstWeekday)).toBe(first)
  expect(weekOf(daysLater(first, 6), firstWeekday)).toBe(first)
  expect(weekOf(daysLater(first, -1), firstWeekday)).toBe(daysLater(first, -7))
})

test('today is the day where the person is', () => {
  const now = new Date('2026-03-02T11:00:00Z')

  expect([today('Pacific/Kiritimati', now), today('UTC', now), today('Pacific/Pago_Pago', now)]).toEqual([
    '2026-03-03',
    '2026-03-02',
    '2026-03-02',
  ])
})
