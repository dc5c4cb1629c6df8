import { afterEach, beforeEach, expect, test } from 'vitest'
import { complete } from '../../src/core/defaults'
import { newId } from '../../src/core/ids'
import type { Local } from '../../src/core/local'
import type { Fields } from '../../src/core/rows'
import { nextPlace } from '../../src/data/plan-order'
import { copyPlan, freeName } from '../../src/data/plan-writing'
import { readPlan, type PlannedExercise, type PlanTree } from '../../src/data/plans'
import { startFromDay } from '../../src/data/starting'
import { readPlannedDay, readWorkout } from '../../src/data/workouts'
import { deviceWith, kindOf, type Named } from './device'
import { vectors } from './vectors'

interface Plans {
  rows: Named[]
  started: { day: string; workout: Fields; exercises: Fields[] }[]
  copies: { of: string; plan: Fields; days: Fields[]; exercises: Fields[] }[]
  names: { name: string; copies: string[] }[]
  places: { places: number[]; next: number }[]
}
const plans = vectors<Plans>('plans')

let local: Local
beforeEach(async () => {
  local = await deviceWith(plans.rows)
})
afterEach(() => local.close())

async function planOf(id: string): Promise<PlanTree> {
  const tree = await local.read((reader) => readPlan(reader, id))
  if (!tree) throw new Error(`there is no plan ${id}`)
  return tree
}

test.each(plans.started)('a workout from $day begins as on the server', async ({ day, ...expected }) => {
  const planned = await local.read((reader) => readPlannedDay(reader, day))
  if (!planned) throw new Error(`there is no day ${day}`)

  const id = await startFromDay(local, planned, { id: newId() })

  const tree = await local.read((reader) => readWorkout(reader, id))
  const { name, plan_id, plan_day_id, status, notes } = tree?.workout.fields ?? {}
  expect({ name, plan_id, plan_day_id, status, notes }).toEqual(expected.workout)
  expect(tree?.exercises.map(({ row }) => without(row.fields, 'workout_id'))).toEqual(
    expected.exercises.map((each) => without(each, 'workout_id')),
  )
})

test.each(plans.copies)('a copy of $of is what it is on the server', async ({ of, ...expected }) => {
  const copy = await planOf(await copyPlan(local, await planOf(of), 'Another'))

  const days = copy.days.map(({ row }) => row.fields)
  const exercises = [
    ...copy.loose.map((each) => exerciseOf(each, null)),
    ...copy.days.flatMap(({ row, exercises }) =>
      exercises.map((each) => exerciseOf(each, row.fields.day_name)),
    ),
  ]
  expect(without(copy.plan.fields, 'plan_name')).toEqual(expected.plan)
  expect(sorted(days.map((each) => without(each, 'plan_id')))).toEqual(sorted(expected.days))
  expect(sorted(exercises)).toEqual(sorted(expected.exercises))
})

test.each(plans.names)('copies of "$name" are called as on the server', ({ name, copies }) => {
  const taken = new Set([name])

  const own = copies.map(() => {
    const free = freeName(name, taken)
    taken.add(free)
    return free
  })

  expect(own).toEqual(copies)
})

test.each(plans.places)('after $places comes $next', ({ places, next }) => {
  const rows = places.map((display_order, at) => ({ id: String(at), fields: { display_order } }))

  expect(nextPlace(rows)).toBe(next)
})

test.each(vectors<{ rows: (Named & { made: Fields })[] }>('little_said').rows)(
  'what nobody said of $id is what the server makes of it',
  ({ id, fields, made }) => {
    const of = id.startsWith('s') ? { exercise_id: made.exercise_id } : {}

    expect(complete(kindOf(id), { ...fields, ...of })).toEqual(made)
  },
)

function exerciseOf({ row: { fields } }: PlannedExercise, day: string | null): Fields {
  return { ...without(fields, 'plan_id'), plan_day_id: day }
}

function without(fields: object, name: string): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => field !== name))
}

/** Rows that have no order of their own. */
function sorted(rows: readonly Fields[]): Fields[] {
  const key = (fields: Fields) => JSON.stringify(Object.entries(fields).sort())
  return rows.toSorted((one, other) => key(one).localeCompare(key(other)))
}
