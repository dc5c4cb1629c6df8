import { expect, test } from 'vitest'
import { startLike } from '../../src/data/starting'
import { readWorkout } from '../../src/data/workouts'
import { deviceWith } from '../vectors/device'

/* What begins from a plan is held to the server by ../vectors/plans.test.ts. */

test('a workout like an earlier one has its exercises at the places 1, 2, …, and nothing that was done', async () => {
  const at = '2024-03-02T18:00:00Z'
  const note = { superset_group: 2, returning_note: 'Low.', notes: 'Tired.' }
  const local = await deviceWith([
    { id: 'w1', fields: { name: 'Legs', started_at: at, time_zone: 'UTC', status: 'completed' } },
    { id: 'b1', fields: { workout_id: 'w1', exercise_id: 'x1', display_order: 7 } },
    { id: 'b2', fields: { workout_id: 'w1', exercise_id: 'x2', display_order: 3, ...note } },
    { id: 's1', fields: { workout_exercise_id: 'b1', reps: 5, performed_at: at } },
  ])
  const earlier = await local.read((reader) => readWorkout(reader, 'w1'))
  if (!earlier) throw new Error('there is no workout w1')

  const id = await startLike(local, earlier)

  const tree = await local.read((reader) => readWorkout(reader, id))
  expect(tree?.workout.fields).toMatchObject({ name: 'Legs', status: 'in_progress', completed_at: null })
  expect(tree?.exercises.map(({ row: { fields }, sets }) => ({ ...fields, sets }))).toMatchObject([
    { exercise_id: 'x2', display_order: 1, superset_group: 2, returning_note: 'Low.', notes: '', sets: [] },
    { exercise_id: 'x1', display_order: 2, superset_group: null, returning_note: '', notes: '', sets: [] },
  ])
  local.close()
})
