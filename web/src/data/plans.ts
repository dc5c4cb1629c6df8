import type { Reader } from '../core/reader'
import type { Row } from '../core/rows'
import { aheadFrom } from '../domain/clocks'
import { inOrder } from './plan-order'

/** One exercise of a plan. */
export interface PlannedExercise {
  row: Row<'plan_exercise'>
  /** Undefined while the device has not read it yet. */
  exercise: Row<'exercise'> | undefined
  /** What can be done instead, as far as the device has read it. */
  substitutes: Row<'exercise'>[]
}
export interface PlanDay {
  row: Row<'plan_day'>
  exercises: PlannedExercise[]
}
export interface PlanTree {
  plan: Row<'plan'>
  /** First those of every week, then week by week, each in their order. */
  days: PlanDay[]
  /** The exercises of a plan without days. */
  loose: PlannedExercise[]
}
/** When a day of a plan was done or begun last. */
export interface LastDone {
  /** In milliseconds. */
  at: number
  /** The date where the person was, "2026-03-08". */
  on: string
}
/** A plan in a list, with when each of its days was done last, by their ids. */
export interface ListedPlan {
  tree: PlanTree
  lastDone: ReadonlyMap<string, LastDone>
}

/** Undefined where there is no such plan, or none any more. */
export async function readPlan(reader: Reader, id: string): Promise<PlanTree | undefined> {
  const plan = await reader.get('plan', id)
  return plan && readTree(reader, plan)
}

/** All plans, by their names. A workout that is ahead of now, or was finished without a set, was done of none. */
export async function readPlans(reader: Reader, now = Date.now()): Promise<ListedPlan[]> {
  const plans = await reader.all('plan')
  const workouts = await reader.byTime('workout', { before: aheadFrom(now) })
  const lastDone = new Map<string, LastDone>()
  for (const { id, fields } of workouts) {
    if (!fields.plan_day_id || fields.status === 'cancelled' || lastDone.has(fields.plan_day_id)) continue
    if (fields.status === 'completed' && !(await hasSets(reader, id))) continue
    lastDone.set(fields.plan_day_id, {
      at: Date.parse(fields.started_at),
      on: fields.performed_on,
    })
  }
  const trees = await Promise.all(plans.map((plan) => readTree(reader, plan)))
  return trees
    .sort((one, other) => one.plan.fields.plan_name.localeCompare(other.plan.fields.plan_name))
    .map((tree) => ({ tree, lastDone }))
}

async function hasSets(reader: Reader, workoutId: string): Promise<boolean> {
  const exercises = await reader.children('workout_exercise', workoutId)
  const sets = await Promise.all(exercises.map(({ id }) => reader.children('set', id)))
  return sets.some(({ length }) => length > 0)
}

/** Names that plans have: each may stand only once, among the archived ones as well. */
export async function readPlanNames(reader: Reader): Promise<Map<string, string>> {
  return new Map((await reader.all('plan')).map(({ id, fields }) => [id, fields.plan_name]))
}

async function readTree(reader: Reader, plan: Row<'plan'>): Promise<PlanTree> {
  const [days, exercises] = await Promise.all([
    reader.children('plan_day', plan.id),
    reader.children('plan_exercise', plan.id),
  ])
  // One that belongs to a day which is gone went with it, though the store still shows it.
  const planned = await Promise.all(inOrder(exercises).map((row) => readExercise(reader, row)))
  const of = (day: string | null) => planned.filter(({ row }) => row.fields.plan_day_id === day)
  return {
    plan,
    days: inOrder(days)
      .sort((one, other) => (one.fields.week ?? 0) - (other.fields.week ?? 0))
      .map((row) => ({ row, exercises: of(row.id) })),
    loose: of(null),
  }
}

async function readExercise(reader: Reader, row: Row<'plan_exercise'>): Promise<PlannedExercise> {
  const [exercise, ...substitutes] = await Promise.all(
    [row.fields.exercise_id, ...row.fields.substitutes].map((id) => reader.get('exercise', id)),
  )
  return { row, exercise, substitutes: substitutes.filter((each) => each !== undefined) }
}

/** The weeks that days are planned for, lowest first; null, which is every week, before them. */
export function weeksOf(tree: PlanTree): (number | null)[] {
  return [...new Set(tree.days.map(({ row }) => row.fields.week))]
}

/** All exercises of a plan. */
export function exercisesOf(tree: PlanTree): PlannedExercise[] {
  return [...tree.days.flatMap((day) => day.exercises), ...tree.loose]
}
