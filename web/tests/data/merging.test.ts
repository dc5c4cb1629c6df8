import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Local } from '../../src/core/local'
import { mergeWorkouts } from '../../src/data/merging'
import { nextIndex } from '../../src/data/sets'
import { readWorkout, type WorkoutTree } from '../../src/data/workouts'
import { deviceWith, type Named } from '../vectors/device'

const place = (id: string, workout_id: string, exercise_id: string, display_order: number): Named => ({
  id,
  fields: { workout_id, exercise_id, display_order },
})
const set = (id: string, block: string, set_index: number, reps: number, continues_set_id?: string) => ({
  id,
  fields: {
    workout_exercise_id: block,
    set_index,
    reps,
    performed_at: '2024-03-02T18:30:00Z',
    ...(continues_set_id && { continues_set_id }),
  },
})
const workout = (id: string, started_at: string): Named => ({
  id,
  fields: { name: id, started_at, time_zone: 'UTC' },
})

/** Two that ran at once; the one that began first has the later id. */
const ROWS = [
  { id: 'x1', fields: { name: 'Squat' } },
  { id: 'x2', fields: { name: 'Press' } },
  { id: 'x3', fields: { name: 'Row' } },
  workout('w2', '2024-03-02T18:00:00Z'),
  workout('w1', '2024-03-02T18:10:00Z'),
  place('b1', 'w2', 'x1', 4),
  set('s1', 'b1', 1, 5),
  set('s2', 'b1', 3, 4),
  place('b2', 'w1', 'x2', 1),
  set('s3', 'b2', 1, 8),
  set('s4', 'b2', 2, 6, 's3'),
  place('b3', 'w1', 'x1', 2),
  set('s5', 'b3', 1, 3),
  place('b4', 'w1', 'x2', 3),
  place('b5', 'w1', 'x3', 4),
]

let local: Local
beforeEach(async () => {
  local = await deviceWith(ROWS)
})
afterEach(() => local.close())

async function treeOf(id: string): Promise<WorkoutTree> {
  const tree = await local.read((reader) => readWorkout(reader, id))
  if (!tree) throw new Error(`there is no workout ${id}`)
  return tree
}

test('of two workouts that ran at once the first has the sets of both, and the other is gone', async () => {
  await mergeWorkouts(local, [await treeOf('w1'), await treeOf('w2')])

  const merged = await treeOf('w2')
  const { exercises } = merged
  expect(await local.read((reader) => reader.get('workout', 'w1'))).toBeUndefined()
  expect(exercises.map(({ row: { fields } }) => [fields.exercise_id, fields.display_order])).toEqual([
    ['x1', 4],
    ['x2', 5],
  ])
  const sets = exercises.map(({ sets }) => sets.map(({ fields }) => [fields.set_index, fields.reps]))
  expect(sets).toEqual([
    [
      [1, 5],
      [3, 4],
      [4, 3],
    ],
    [
      [1, 8],
      [2, 6],
    ],
  ])
  const [whole, piece] = exercises[1]?.sets ?? []
  expect(piece?.fields.continues_set_id).toBe(whole?.id)
  expect(whole?.id).not.toBe('s3')
})

test('one workout alone stays as it is', async () => {
  const before = await treeOf('w1')

  await mergeWorkouts(local, [before])

  expect(await treeOf('w1')).toEqual(before)
  await mergeWorkouts(local, [])
})

test('the next set comes after the last, and the first is 1', async () => {
  const { exercises } = await treeOf('w2')

  expect(nextIndex(exercises[0]?.sets ?? [])).toBe(4)
  expect(nextIndex([])).toBe(1)
})
