import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Local } from '../../src/core/local'
import { addExercise, reorder } from '../../src/data/workout-exercises'
import { readWorkout, type WorkoutTree } from '../../src/data/workouts'
import { deviceWith, type Named } from '../vectors/device'

const PLACES = [1, 2, 3, 4]
const ROWS: Named[] = [
  ...PLACES.map((place) => ({ id: `x${place}`, fields: { name: `Exercise ${place}` } })),
  { id: 'w', fields: { name: 'Legs', started_at: '2024-03-02T18:00:00Z', time_zone: 'UTC' } },
  ...PLACES.map((place) => ({
    id: `b${place}`,
    fields: { workout_id: 'w', exercise_id: `x${place}`, display_order: place },
  })),
]

let local: Local
beforeEach(async () => {
  local = await deviceWith(ROWS)
})
afterEach(() => local.close())

async function read(): Promise<WorkoutTree> {
  const tree = await local.read((reader) => readWorkout(reader, 'w'))
  if (!tree) throw new Error('the workout is gone')
  return tree
}

async function places(): Promise<[string, number][]> {
  return (await read()).exercises.map(({ row }) => [row.id, row.fields.display_order])
}

test('of moves that are made at once the order is that of the last one', async () => {
  const tree = await read()

  await Promise.all([
    reorder(local, tree, ['b1', 'b3', 'b4', 'b2']),
    reorder(local, tree, ['b3', 'b1', 'b2', 'b4']),
  ])

  expect(await places()).toEqual([
    ['b3', 1],
    ['b1', 2],
    ['b2', 3],
    ['b4', 4],
  ])
})

test('an exercise that is added while others are moved has a place of its own', async () => {
  const tree = await read()

  const [, added] = await Promise.all([
    reorder(local, tree, ['b4', 'b1', 'b2', 'b3']),
    addExercise(local, tree, 'x1', { after: 'b4' }),
  ])

  expect(await places()).toEqual([
    ['b4', 1],
    [added, 2],
    ['b1', 3],
    ['b2', 4],
    ['b3', 5],
  ])
})
