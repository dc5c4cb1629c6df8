import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { derivedId } from '../../src/core/derived-id'
import { newId } from '../../src/core/ids'
import { Local } from '../../src/core/local'
import { resendWhatIsMissing } from '../../src/core/server-restored'
import { asSent } from '../../src/core/store'
import { mergeWorkouts } from '../../src/data/merging'
import { startFromDay } from '../../src/data/starting'
import { readPlannedDay, readWorkout } from '../../src/data/workouts'
import { serverRow } from './server'

let local: Local
const ASKED = {
  intensity_technique: 'N/A',
  warmup_sets: 1,
  working_sets: 3,
  target_reps: 8,
  target_reps_max: null,
  rpe_early: 8,
  rpe_last: 9,
  rest_time: 120,
  rest_time_max: null,
  per_side: false,
  substitutes: [],
  set_targets: [],
  notes: 'Slow.',
}
const TARGET = { planned_exercise_id: 'squat', ...ASKED }
const WORKOUT = { name: 'A', started_at: '2026-03-02T18:00:00Z', time_zone: 'UTC', notes: '' }

beforeEach(async () => {
  local = await Local.open(newId())
  const of = { plan_id: 'p', plan_day_id: 'd', superset_group: null, returning_note: 'Seat on 4.' }
  await tell(
    serverRow('plan', 'p', 1, { plan_name: 'Lower' }),
    serverRow('plan_day', 'd', 1, { plan_id: 'p', day_name: 'Monday' }),
    serverRow('plan_exercise', 'pe', 1, { ...of, exercise_id: 'squat', display_order: 7, ...ASKED }),
  )
})
afterEach(() => local.close())

async function tell(...rows: ReturnType<typeof serverRow>[]) {
  await local.change(({ store }) => store.take(rows))
}

const sent = async () => (await local.outbox()).map(asSent)

test('a workout that is begun here sends what the plan asked for, and has the server copy nothing', async () => {
  const planned = await local.read((reader) => readPlannedDay(reader, 'd'))
  const id = await startFromDay(local, planned!)

  await tell(serverRow('plan_exercise', 'pe', 2, { plan_id: 'p', plan_day_id: 'd', working_sets: 1 }))

  const [workout, entry] = await sent()
  expect(workout).toMatchObject({
    fields: { plan_id: 'p', plan_day_id: 'd', name: 'Monday', copies_exercises: false },
  })
  expect(entry).toMatchObject({
    row: derivedId(id, 'pe'),
    fields: { display_order: 1, returning_note: 'Seat on 4.', plan_exercise_id: 'pe', target: TARGET },
  })
})

test('what waited already when the program was renewed is sent with what the plan asked for, too', async () => {
  const common = { base: 1, sent: 1 as const, since: 0, action: 'create' as const }
  const entry = { workout_id: 'w', exercise_id: 'squat', plan_exercise_id: 'pe', target: TARGET }
  await local.change(async ({ transaction }) => {
    const outbox = transaction.objectStore('outbox')
    await outbox.add({
      ...common,
      id: 'a',
      kind: 'workout',
      row: 'w',
      key: 'w',
      fields: { plan_day_id: 'd' },
    })
    await outbox.add({ ...common, id: 'b', kind: 'workout_exercise', row: 'e', key: 'e', fields: entry })
  })

  expect((await sent()).map((each) => each.fields)).toEqual([
    { plan_day_id: 'd', copies_exercises: false },
    entry,
  ])
})

test('two workouts that are made one keep what the plan asked for', async () => {
  const set = { workout_exercise_id: 'e', exercise_id: 'squat', set_index: 1, continues_set_id: null }
  await tell(
    serverRow('workout', 'first', 1, WORKOUT),
    serverRow('workout', 'w', 1, { ...WORKOUT, started_at: '2026-03-02T19:00:00Z' }),
    serverRow('workout_exercise', 'e', 1, {
      workout_id: 'w',
      exercise_id: 'squat',
      plan_exercise_id: 'pe',
      target: TARGET,
    }),
    serverRow('set', 's', 1, { ...set, performed_at: '2026-03-02T19:05:00Z' }),
  )
  const trees = await local.read((reader) => Promise.all(['first', 'w'].map((id) => readWorkout(reader, id))))

  await mergeWorkouts(
    local,
    trees.filter((each) => each !== undefined),
  )

  expect((await sent())[0]).toMatchObject({
    kind: 'workout_exercise',
    fields: { workout_id: 'first', plan_exercise_id: 'pe', target: TARGET },
  })
})

test('after a backup was restored nothing is said of plans that were deleted since, which nobody could change', async () => {
  const entry = { workout_id: 'w', exercise_id: 'squat', target: TARGET, notes: '' }
  const named = { plan_id: 'p', plan_day_id: 'd' }
  const unnamed = { plan_id: null, plan_day_id: null, notes: 'Hot.' }
  await tell(
    serverRow('workout', 'w', 9, { ...WORKOUT, ...unnamed }),
    serverRow('workout_exercise', 'e', 9, { ...entry, plan_exercise_id: null, notes: 'Low bar.' }),
    serverRow('workout_exercise', 'new', 9, { ...entry, plan_exercise_id: null }),
  )
  await local.change(async ({ store, position }) => {
    await store.moveToOldRows()
    position.epoch_revision = 5
    await store.take([
      serverRow('workout', 'w', 5, { ...WORKOUT, ...named }),
      serverRow('workout_exercise', 'e', 5, { ...entry, plan_exercise_id: 'pe' }),
    ])
  })

  await local.change(resendWhatIsMissing)

  const fields = Object.fromEntries((await sent()).map((each) => [each.row, each.fields]))
  expect(fields.w).toEqual({ notes: 'Hot.' })
  expect(fields.e).toEqual({ notes: 'Low bar.' })
  expect(fields.new).toMatchObject({ target: TARGET })
})

test('after a backup was restored what waits names a forgotten exercise by its next id, and was made of what is common', async () => {
  const old = newId()
  const next = derivedId(local.account, old)
  await tell(
    serverRow('exercise', old, 9, { name: 'Zercher Squat' }),
    serverRow('workout', 'w', 9, WORKOUT),
    serverRow('workout', 'kept', 5, WORKOUT),
  )
  const added = { workout_id: 'w', exercise_id: old }
  await local.write([
    { action: 'create', kind: 'workout_exercise', id: 'e', fields: added },
    { action: 'patch', kind: 'workout', id: 'w', fields: { notes: 'Hot.' } },
  ])
  await local.change(async ({ store, position }) => {
    await store.moveToOldRows()
    Object.assign(position, { account: local.account, epoch_revision: 5 })
    await store.take([serverRow('workout', 'kept', 5, WORKOUT)])
  })

  await local.change(resendWhatIsMissing)

  const operations = (await sent()).map(({ action, kind, row, base }) => [action, kind, row, base])
  expect(operations).toEqual([
    ['create', 'exercise', old, 5],
    ['create', 'workout', 'w', 5],
    ['create', 'workout_exercise', 'e', 0],
    ['patch', 'workout', 'w', 5],
  ])
  expect((await local.outbox()).map(({ key, fields }) => fields?.exercise_id ?? key)).toEqual([
    next,
    'w',
    next,
    'w',
  ])
})
