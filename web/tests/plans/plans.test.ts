import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../../src/core/ids'
import { Local } from '../../src/core/local'
import { makeExercise, matching, named, readChoices } from '../../src/data/exercise-search'
import { moved, places } from '../../src/data/plan-order'
import {
  copyDay,
  copyPlan,
  copyWeek,
  createPlan,
  freeName,
  moveDay,
  newDay,
  newExercise,
  placeExercise,
  withoutDays,
} from '../../src/data/plan-writing'
import { readPlan, readPlans, weeksOf, type PlanTree } from '../../src/data/plans'

let local: Local
beforeEach(async () => {
  local = await Local.open(newId())
})
afterEach(() => local.close())

async function tree(id: string): Promise<PlanTree> {
  const plan = await local.read((reader) => readPlan(reader, id))
  if (!plan) throw new Error('there is no such plan')
  return plan
}

/** A plan of two days, with three exercises in the first. */
async function plan(): Promise<string> {
  const id = await createPlan(local, 'Push', ['One', 'Two'])
  for (const name of ['Squat', 'Press', 'Row']) {
    const exercise = await makeExercise(local, name)
    const current = await tree(id)
    await local.write(newExercise(current, current.days[0]?.row.id ?? null, exercise, null).actions)
  }
  return id
}

const names = ({ days }: PlanTree) =>
  days.map(({ exercises }) => exercises.map((each) => each.exercise?.fields.name))
const dayNames = ({ days }: PlanTree) => days.map(({ row }) => row.fields.day_name)

test('a new plan has its days, and exercises come at the end of theirs', async () => {
  const current = await tree(await plan())

  expect(dayNames(current)).toEqual(['One', 'Two'])
  expect(names(current)).toEqual([['Squat', 'Press', 'Row'], []])
})

test('a copy has the same under other ids, and changing it leaves the other one', async () => {
  const id = await plan()
  const copy = await copyPlan(local, await tree(id), 'Push (copy)')
  const [old, copied] = [await tree(id), await tree(copy)]

  expect(names(copied)).toEqual(names(old))
  const ids = [old, copied].flatMap(({ days }) =>
    days.flatMap((day) => [day.row.id, ...day.exercises.map((e) => e.row.id)]),
  )
  expect(new Set(ids).size).toBe(ids.length)
  expect(copied.days.every(({ row }) => row.fields.plan_id === copy)).toBe(true)
  await local.write(withoutDays(copied.days))
  expect(names(await tree(id))).toEqual(names(old))
})

test('copies are named as the server names them', () => {
  expect(freeName('Push', new Set(['Push']))).toBe('Push (copy)')
  expect(freeName('Push', new Set(['Push (copy)']))).toBe('Push (copy 2)')
  expect(freeName('x'.repeat(100), new Set())).toHaveLength(100)
})

test('an order changes as few places as it can', () => {
  const row = (id: string, display_order: number) => ({ id, fields: { display_order } })

  expect(places([row('b', 2), row('c', 3), row('a', 1)])).toEqual(new Map([['a', 4]]))
  expect(places([row('a', 0), row('b', 0), row('c', 0)])).toEqual(
    new Map([
      ['b', 1],
      ['c', 2],
    ]),
  )
  expect(places([row('a', 1), row('b', 5)])).toEqual(new Map())
  expect(places([row('a', 1_000_000), row('b', 3)])).toEqual(
    new Map([
      ['a', 1],
      ['b', 2],
    ]),
  )
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a'])
  expect(moved(['a', 'b', 'c'], 2, -4)).toEqual(['c', 'a', 'b'])
})

test('an exercise goes to a place of its day, or of another one and out of its superset', async () => {
  const id = await plan()
  const first = (await tree(id)).days[0]
  const row = first?.exercises[2]?.row.id ?? ''
  await local.write([{ action: 'patch', kind: 'plan_exercise', id: row, fields: { superset_group: 1 } }])

  await local.write(placeExercise(await tree(id), row, first?.row.id ?? null, 0))
  expect(names(await tree(id))).toEqual([['Row', 'Squat', 'Press'], []])
  await local.write(placeExercise(await tree(id), row, (await tree(id)).days[1]?.row.id ?? null, 0))

  const current = await tree(id)
  expect(names(current)).toEqual([['Squat', 'Press'], ['Row']])
  expect(current.days[1]?.exercises[0]?.row.fields.superset_group).toBeNull()
})

test('an exercise goes between two others, and before the first is the first place', async () => {
  const id = await plan()
  const first = (await tree(id)).days[0]
  const row = first?.exercises[0]?.row.id ?? ''

  await local.write(placeExercise(await tree(id), row, first?.row.id ?? null, 1))
  expect(names(await tree(id))[0]).toEqual(['Press', 'Squat', 'Row'])
  await local.write(placeExercise(await tree(id), row, first?.row.id ?? null, -1))

  expect(names(await tree(id))[0]).toEqual(['Squat', 'Press', 'Row'])
})

test('a day is copied right behind itself, and moved among those of its week', async () => {
  const id = await plan()
  const [one, two] = (await tree(id)).days
  if (one) await local.write(copyDay(await tree(id), one, 'One (copy)'))
  expect(dayNames(await tree(id))).toEqual(['One', 'One (copy)', 'Two'])

  await local.write(moveDay(await tree(id), two?.row.id ?? '', -2))

  const current = await tree(id)
  expect(dayNames(current)).toEqual(['Two', 'One', 'One (copy)'])
  expect(names(current)[2]).toEqual(['Squat', 'Press', 'Row'])
})

test('a week is copied with its days and exercises', async () => {
  const id = await plan()
  const days = (await tree(id)).days
  await local.write(
    days.map(({ row }) => ({ action: 'patch', kind: 'plan_day', id: row.id, fields: { week: 1 } })),
  )

  await local.write(copyWeek(await tree(id), 1, 2))

  const current = await tree(id)
  expect(weeksOf(current)).toEqual([1, 2])
  expect(dayNames(current)).toEqual(['One', 'Two', 'One', 'Two'])
  expect(names(current)[2]).toEqual(['Squat', 'Press', 'Row'])
})

test('the first day of a plan without days takes its exercises in; a day that is gone takes its own along', async () => {
  const id = await createPlan(local, 'Loose')
  const squat = await makeExercise(local, 'Squat')
  await local.write(newExercise(await tree(id), null, squat, 90).actions)
  expect((await tree(id)).loose.map(({ row }) => row.fields.rest_time)).toEqual([90])

  await local.write(newDay(await tree(id), 'Day 1', null))
  expect(names(await tree(id))).toEqual([['Squat']])
  await local.write(withoutDays((await tree(id)).days))

  expect(await tree(id)).toMatchObject({ days: [], loose: [] })
})

test('plans are listed by name, with when their days were done last', async () => {
  const id = await plan()
  await createPlan(local, 'Legs')
  const day = (await tree(id)).days[0]?.row.id ?? ''
  const fields = { name: 'One', time_zone: 'Europe/Berlin', plan_id: id, plan_day_id: day }
  await local.write([
    { action: 'create', kind: 'workout', id: 'a', fields: { ...fields, started_at: '2026-03-01T10:00:00Z' } },
    { action: 'create', kind: 'workout', id: 'b', fields: { ...fields, started_at: '2026-03-08T23:30:00Z' } },
    {
      action: 'create',
      kind: 'workout',
      id: 'c',
      fields: { ...fields, started_at: '2026-03-10T10:00:00Z', status: 'cancelled' },
    },
  ])

  const listed = await local.read(readPlans)

  expect(listed.map((each) => each.tree.plan.fields.plan_name)).toEqual(['Legs', 'Push'])
  expect(listed[0]?.lastDone.get(day)?.on).toBe('2026-03-09')
  expect(listed[0]?.lastDone.get(day)?.at).toBe(Date.parse('2026-03-08T23:30:00Z'))
})

test('exercises are found by the beginnings of words, whatever case and accents, those done last first', async () => {
  const [bench, incline, row] = [
    await makeExercise(local, 'Bench Press (Barbell)'),
    await makeExercise(local, 'Incline Bench Press'),
    await makeExercise(local, 'Élan Row'),
  ]
  await local.write([
    { action: 'patch', kind: 'exercise', id: row, fields: { aliases: ['Bent-over pull'] } },
    {
      action: 'create',
      kind: 'set',
      id: 's',
      fields: { workout_exercise_id: 'e', exercise_id: incline, performed_at: '2026-03-01T10:00:00Z' },
    },
  ])
  const choices = await local.read(readChoices)
  const ids = (typed: string) => matching(choices, typed).map(({ id }) => id)

  expect(ids('')[0]).toBe(incline)
  expect(ids('bench')).toEqual([bench, incline])
  expect(ids('PRE inc')).toEqual([incline])
  expect(ids('elan')).toEqual([row])
  expect(ids('pull over')).toEqual([row])
  expect(ids('xyzzy')).toEqual([])
  expect(ids('bnech')).toEqual([incline, bench])
  expect(named(choices, ' elan  ROW ')?.id).toBe(row)
})
