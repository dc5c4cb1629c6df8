import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { newId } from '../src/core/ids'
import { Local } from '../src/core/local'
import type { SyncPosition } from '../src/core/database'
import type { ServerRow } from '../src/core/rows'
import { readSummary } from '../src/data/summary'
import { syncState, unwatch, watch } from '../src/state/sync.svelte'
import { badgeOf } from '../src/ui/sync-words'
import { serverRow } from './core/server'

let local: Local

beforeEach(async () => {
  local = await Local.open(newId())
})
afterEach(() => {
  unwatch()
  local.close()
})

async function come(position: Partial<SyncPosition>, rows: readonly ServerRow[] = []) {
  await local.change(async (inside) => {
    await inside.store.take(rows)
    Object.assign(inside.position, position)
  })
}

const at = (day: number) => new Date(Date.UTC(2026, 0, 1 + day, 18)).toISOString()

/** A workout of one set of each exercise. */
function trained(day: number, exercises: readonly string[], load: number): ServerRow[] {
  const workout = `workout ${day}`
  return [
    serverRow('workout', workout, 1, {
      started_at: at(day),
      completed_at: at(day),
      performed_on: at(day).slice(0, 10),
      status: 'completed',
      body_weight: null,
    }),
    ...exercises.flatMap((exercise) => [
      serverRow('workout_exercise', `${workout} ${exercise}`, 1, {
        workout_id: workout,
        exercise_id: exercise,
        display_order: exercises.indexOf(exercise),
      }),
      serverRow('set', `${workout} ${exercise} 1`, 1, {
        workout_exercise_id: `${workout} ${exercise}`,
        exercise_id: exercise,
        set_type: 'working',
        set_index: 1,
        reps: 5,
        load: String(load),
        load_unit: 'kg',
        load_mode: 'external',
        rpe: null,
        rir: null,
        side: null,
        technique: null,
        continues_set_id: null,
        performed_at: at(day),
      }),
    ]),
  ]
}

const words = () => badgeOf(syncState.kind, 0, 0, syncState.online).words

test('a program that has just started says nothing is synced before it counted what waits', async () => {
  const started = watch(local, () => {})
  const first = words()
  await come({ cursor: 'all', history: null })
  await started

  expect(first).not.toBe('All synced')
  await vi.waitFor(() => expect(words()).toBe('All synced'))
})

test('while the history is being read nothing says that all is synced, and it is known how far it is', async () => {
  const rows = [...trained(1, ['squat'], 100), ...trained(2, ['squat'], 100)]
  await come({ cursor: 'c', history: 'page', workouts: 8 }, rows)

  await watch(local, () => {})

  expect([syncState.historyLoading, syncState.readWorkouts]).toEqual([true, { read: 2, of: 8 }])
  expect(words()).toBe('Being read')
  await come({ history: null, synced_at: Date.now() })
  await vi.waitFor(() => expect(words()).toBe('All synced'))
  expect([syncState.historyLoading, syncState.readWorkouts]).toEqual([false, null])
})

test('what an import brought is being read until the last part of it is here', async () => {
  await come({ cursor: 'c', history: null, behind: true })

  await watch(local, () => {})

  expect(words()).toBe('Being read')
})

test('a summary asks as many questions after a hundred workouts as after ten', async () => {
  const profile = serverRow('profile', 'me', 1, { unit: 'kg', e1rm_formula: 'epley' })
  const exercises = ['squat', 'bench'].map((name) =>
    serverRow('exercise', name, 1, { name, measurement: 'weight_reps', load_mode: 'external' }),
  )
  const reads = vi.spyOn(IDBObjectStore.prototype, 'get')
  const questions = async (workouts: number) => {
    const days = Array.from({ length: workouts }, (_, day) => trained(day, ['squat', 'bench'], 100 + day))
    await come({}, [profile, ...exercises, ...days.flat()])
    reads.mockClear()
    const summary = await local.read((reader) => readSummary(reader, `workout ${workouts - 1}`))
    expect(summary.records.map(({ exercise, what }) => [exercise, what])).toEqual([
      ['squat', 'heaviest'],
      ['squat', 'estimate'],
      ['bench', 'heaviest'],
      ['bench', 'estimate'],
    ])
    return reads.mock.calls.length
  }

  const few = await questions(10)
  const many = await questions(100)
  reads.mockRestore()

  expect(many).toBe(few)
})
