import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../../src/core/ids'
import { Local } from '../../src/core/local'
import type { Row, ServerRow } from '../../src/core/rows'
import { readChoices } from '../../src/data/exercise-search'
import { readFarAhead, readSpan } from '../../src/data/history'
import { readDone } from '../../src/data/progress'
import { readToday } from '../../src/data/today'
import { runningWorkouts } from '../../src/data/workouts'
import { serverRow } from './server'

const DAY = 86_400_000
const NOW = Date.now()
const at = (days: number) => new Date(NOW + days * DAY).toISOString()
const TEN_YEARS = 3653

let local: Local
beforeEach(async () => {
  local = await Local.open(newId())
})
afterEach(() => local.close())

async function tell(...rows: ServerRow[]) {
  await local.change(({ store }) => store.take(rows))
}

const PLANNED = {
  plan_id: 'plan',
  exercise_id: 'row',
  superset_group: null,
  substitutes: [],
  set_targets: [],
}

async function tellPlan() {
  await tell(
    serverRow('exercise', 'row', 1, { name: 'Row', aliases: [], shared: false, archived_at: null }),
    serverRow('exercise', 'squat', 1, { name: 'Squat', aliases: [], shared: false, archived_at: null }),
    serverRow('plan', 'plan', 1, { plan_name: 'Plan', notes: '', archived_at: null }),
    ...['a', 'b', 'c'].flatMap((day, place) => [
      serverRow('plan_day', day, 1, {
        plan_id: 'plan',
        day_name: day,
        week: null,
        display_order: place,
        notes: '',
      }),
      serverRow('plan_exercise', `${day}-row`, 1, { ...PLANNED, plan_day_id: day, display_order: place }),
    ]),
  )
}

/** A workout of a day of the plan, some days from now, with as many sets of an exercise. */
async function tellWorkout(
  id: string,
  days: number,
  { day = null as string | null, sets = 1, exercise = 'row', status = 'completed' } = {},
) {
  const time = { started_at: at(days), time_zone: 'UTC', performed_on: at(days).slice(0, 10) }
  const entry = `${id}-entry`
  await tell(
    serverRow('workout', id, 1, { name: id, ...time, status, completed_at: null, plan_day_id: day }),
    serverRow('workout_exercise', entry, 1, { workout_id: id, exercise_id: exercise, display_order: 1 }),
    ...Array.from({ length: sets }, (_, place) =>
      serverRow('set', `${id}-${place}`, 1, {
        workout_exercise_id: entry,
        exercise_id: exercise,
        performed_at: at(days),
        set_type: 'working',
        set_index: place + 1,
        continues_set_id: null,
      }),
    ),
  )
}

const nextDay = async () => (await local.read((reader) => readToday(reader))).next?.day.row.id
const ids = (rows: Row<'workout'>[]) => rows.map(({ id }) => id)

test('a workout that a wrong clock dates ten years ahead holds no day of the plan', async () => {
  await tellPlan()
  await tellWorkout('wrong', TEN_YEARS, { day: 'a' })

  await tellWorkout('right', -1, { day: 'b' })

  expect(await nextDay()).toBe('c')
})

test('a workout that was finished without a set moves the plan on as little as a cancelled one', async () => {
  await tellPlan()
  await tellWorkout('done', -3, { day: 'a' })
  await tellWorkout('empty', -2, { day: 'b', sets: 0 })
  await tellWorkout('cancelled', -1, { day: 'b', status: 'cancelled' })

  expect(await nextDay()).toBe('b')
  await tellWorkout('running', -0.01, { day: 'b', sets: 0, status: 'in_progress' })
  expect(await nextDay()).toBe('c')
})

test('history, what runs, and what was done lately begin with what was, and what is ahead is told apart', async () => {
  await tellPlan()
  await tellWorkout('wrong', TEN_YEARS, { exercise: 'squat', status: 'in_progress' })
  await tellWorkout('an hour ahead', 1 / 24, { exercise: 'squat', status: 'in_progress' })
  await tellWorkout('right', -40, { status: 'in_progress' })
  await tellWorkout('squatted', -50, { exercise: 'squat' })

  const read = await local.read(async (reader) => ({
    running: ids(await runningWorkouts(reader)),
    span: await readSpan(reader),
    ahead: ids(await readFarAhead(reader)),
    done: (await readDone(reader)).map(({ id, last }) => [id, new Date(last).toISOString()]),
    choices: (await readChoices(reader)).map(({ id }) => id),
  }))

  expect(read).toEqual({
    running: ['right', 'wrong', 'an hour ahead'],
    span: { first: at(-50).slice(0, 7), last: at(-40).slice(0, 7) },
    ahead: ['wrong'],
    done: [
      ['row', at(-40)],
      ['squat', at(-50)],
    ],
    choices: ['row', 'squat'],
  })
})

test('what was done only ahead of now is listed, after all that was done', async () => {
  await tellPlan()
  await tellWorkout('wrong', TEN_YEARS, { exercise: 'squat' })
  await tellWorkout('right', -40)

  const done = await local.read((reader) => readDone(reader))

  expect(done.map(({ id }) => id)).toEqual(['row', 'squat'])
})
