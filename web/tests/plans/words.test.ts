import { expect, test } from 'vitest'
import type { PlannedExercise } from '../../src/data/plans'
import { targetText, setsOf } from '../../src/screens/plans/words'

function planned(measurement: string | null, more: object = {}): PlannedExercise {
  const fields = { working_sets: 3, target_reps: 8, target_reps_max: 12, rest_time: 90, rest_time_max: null }
  const exercise = measurement === null ? undefined : { fields: { measurement } }
  return { row: { fields: { ...fields, ...more } }, exercise, substitutes: [] } as unknown as PlannedExercise
}

test('a plan asks for no repetitions of what is held or run', () => {
  expect(targetText(planned('weight_reps'))).toBe('3 × 8–12 · rest 1:30')
  expect(targetText(planned('duration'))).toBe('3 sets · rest 1:30')
  expect(targetText(planned('distance_duration', { working_sets: 1 }))).toBe('1 set · rest 1:30')
})

test('of an exercise that is not read yet, and of each side, the plan says what it asks for', () => {
  const { row, exercise } = planned(null, { per_side: true })
  const timed = planned('weight_duration', { per_side: true })

  expect(setsOf(row.fields, exercise)).toBe('3 × 8–12, each side')
  expect(setsOf(timed.row.fields, timed.exercise)).toBe('3, each side')
})
