import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Local } from '../../src/core/local'
import type { Row } from '../../src/core/rows'
import { readLastTimes, readWorkout, type Performance, type WorkoutTree } from '../../src/data/workouts'
import { atOccurrence, numbered, type Numbered } from '../../src/domain/previous'
import { deviceWith, type Named } from './device'
import { vectors } from './vectors'

interface LastTime {
  /** Its place in the workout that runs. */
  exercise: string
  of: string
  /** Of each set its type, number, piece, repetitions, load, seconds and distance. */
  previous: { workout: string; sets: unknown[][] } | null
}
const { rows } = vectors<{ rows: Named[] }>('training')
interface Order {
  workout: string
  /** Of each exercise its id and those of its sets. */
  exercises: string[][]
}
const { exercises, orders } = vectors<{ exercises: LastTime[]; orders: Order[] }>('last_times')

let local: Local
let running: WorkoutTree
let times: Map<string, Performance[]>
beforeAll(async () => {
  local = await deviceWith(rows)
  const workout = await local.read((reader) => readWorkout(reader, 'w16'))
  if (!workout) throw new Error('no workout runs')
  running = workout
  times = await local.read((reader) => readLastTimes(reader, 'w16', 1))
})
afterAll(() => local.close())

test.each(exercises)('the last time of $exercise, which is $of', ({ exercise, of, previous }) => {
  const [last] = times.get(of) ?? []
  const same = running.exercises.filter(({ row }) => row.fields.exercise_id === of)
  const occurrence = same.findIndex(({ row }) => row.id === exercise)

  const sets = last ? numbered(atOccurrence(last.sets, last.entries, occurrence)) : []

  expect(last ? { workout: last.workout.id, sets: sets.map(valuesOf) } : null).toEqual(previous)
})

test.each(orders)('$workout has its exercises and sets in the order of the server', async (order) => {
  const tree = await local.read((reader) => readWorkout(reader, order.workout))

  expect(tree?.exercises.map(({ row, sets }) => [row.id, ...sets.map(({ id }) => id)])).toEqual(
    order.exercises,
  )
})

function valuesOf({ set: { fields }, number, piece }: Numbered<Row<'set'>>): unknown[] {
  const { set_type, reps, load, duration_seconds, distance } = fields
  return [set_type, number, piece || null, reps, load, duration_seconds, distance]
}
