import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../src/core/ids'
import { Local } from '../src/core/local'
import type { ServerRow } from '../src/core/rows'
import { readPlans } from '../src/data/plans'
import { readDone } from '../src/data/progress'
import { lastPerformances, runningWorkouts } from '../src/data/workouts'
import { serverRow } from './core/server'

let local: Local

beforeEach(async () => {
  local = await Local.open(newId())
})
afterEach(() => local.close())

async function take(rows: readonly ServerRow[]) {
  await local.change(({ store }) => store.take(rows))
}

const at = (minutes: number) => new Date(Date.UTC(2025, 0, 1) + minutes * 60_000).toISOString()
const exercise = (id: string) =>
  serverRow('exercise', id, 1, { name: id, aliases: [], shared: true, archived_at: null })

function workout(id: string, minutes: number, fields: Record<string, unknown> = {}): ServerRow {
  return serverRow('workout', id, 1, {
    name: id,
    started_at: at(minutes),
    performed_on: at(minutes).slice(0, 10),
    status: 'completed',
    plan_day_id: null,
    ...fields,
  })
}

function sets(place: string, exerciseId: string, count: number, from: number): ServerRow[] {
  return Array.from({ length: count }, (_, index) =>
    serverRow('set', `${place} ${String(index + 1).padStart(4, '0')}`, 1, {
      workout_exercise_id: place,
      exercise_id: exerciseId,
      set_index: index + 1,
      performed_at: at(from + index),
    }),
  )
}

test('an exercise that was done two thousand sets ago is among those that were done', async () => {
  await take([exercise('old'), exercise('new'), ...sets('a', 'old', 1, 0), ...sets('b', 'new', 2001, 10)])

  const done = await local.read(readDone)

  expect(done.map(({ name, last }) => [name, new Date(last).toISOString()])).toEqual([
    ['new', at(2010)],
    ['old', at(0)],
  ])
})

test('a workout that still runs is found however many came after it', async () => {
  const later = Array.from({ length: 60 }, (_, index) => workout(`later ${index}`, 100 + index))
  await take([workout('forgotten', 0, { status: 'in_progress' }), ...later])

  const running = await local.read(runningWorkouts)

  expect(running.map(({ id }) => id)).toEqual(['forgotten'])
})

test('a day of a plan says when it was done last, however many workouts came after it', async () => {
  const later = Array.from({ length: 300 }, (_, index) => workout(`later ${index}`, 100 + index))
  await take([
    serverRow('plan', 'plan', 1, { plan_name: 'Strength', archived_at: null }),
    serverRow('plan_day', 'day', 1, { plan_id: 'plan', day_name: 'A', week: null, display_order: 1 }),
    serverRow('plan_day', 'never', 1, { plan_id: 'plan', day_name: 'B', week: null, display_order: 2 }),
    workout('done', 0, { plan_day_id: 'day' }),
    serverRow('workout_exercise', 'place', 1, { workout_id: 'done', exercise_id: 'squat', display_order: 1 }),
    ...sets('place', 'squat', 1, 0),
    ...later,
  ])

  const [plan] = await local.read(readPlans)

  expect([...(plan?.lastDone ?? [])]).toMatchObject([['day', { at: Date.parse(at(0)) }]])
})

test('the last time of an exercise has all its sets, however many they were', async () => {
  const place = (id: string, workoutId: string) =>
    serverRow('workout_exercise', id, 1, { workout_id: workoutId, exercise_id: 'squat', display_order: 1 })
  await take([
    workout('before', 0),
    place('a', 'before'),
    ...sets('a', 'squat', 3, 0),
    workout('hundred', 1000),
    place('b', 'hundred'),
    ...sets('b', 'squat', 100, 1000),
  ])

  const last = await local.read((reader) => lastPerformances(reader, 'squat', Infinity, 2))

  expect(last.map(({ workout, sets: each }) => [workout.id, each.length])).toEqual([
    ['hundred', 100],
    ['before', 3],
  ])
})
