import { newId } from '../core/ids'
import type { Local } from '../core/local'
import type { Action, FieldsOf, Row } from '../core/rows'
import { LONGEST_NAME } from '../domain/limits'
import { isTaken } from '../domain/names'
import { dayOrder, exerciseOrder, moved, nextPlace } from './plan-order'
import { exercisesOf, type PlanDay, type PlannedExercise, type PlanTree } from './plans'

type PlanExerciseFields = FieldsOf['plan_exercise']

/** What a new exercise of a plan begins with; the person says the rest. Rest is in seconds. */
const BEGINNING = {
  intensity_technique: 'N/A',
  warmup_sets: 0,
  working_sets: 3,
  target_reps: 8,
  target_reps_max: 12,
  rpe_early: 8,
  rpe_last: 9,
  rest_time: 120,
  rest_time_max: null,
  superset_group: null,
  per_side: false,
  substitutes: [],
  set_targets: [],
  notes: '',
  returning_note: '',
} satisfies Partial<PlanExerciseFields>

/** A new plan with days of these names; answers its id. Throws NotSaved. */
export async function createPlan(local: Local, name: string, days: readonly string[] = []): Promise<string> {
  const id = newId()
  await local.write([
    { action: 'create', kind: 'plan', id, fields: { plan_name: name, notes: '' } },
    ...days.map((day_name, place): Action => ({
      action: 'create',
      kind: 'plan_day',
      id: newId(),
      fields: { plan_id: id, day_name, week: null, display_order: place + 1, notes: '' },
    })),
  ])
  return id
}

/** A plan with all that another one holds, under ids of its own; answers its id. Throws NotSaved. */
export async function copyPlan(local: Local, tree: PlanTree, name: string): Promise<string> {
  const id = newId()
  const actions: Action[] = [
    { action: 'create', kind: 'plan', id, fields: { plan_name: name, notes: tree.plan.fields.notes } },
  ]
  for (const day of tree.days) actions.push(...copyOfDay(day, { plan_id: id }))
  actions.push(...tree.loose.map((each) => copyOfExercise(each.row.fields, { plan_id: id })))
  await local.write(actions)
  return id
}

/** `Push (copy)`, `Push (copy 2)`, …: the first that no plan has, as the server names copies. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const ending = number === 1 ? ' (copy)' : ` (copy ${number})`
    const free =
      [...name]
        .slice(0, LONGEST_NAME - ending.length)
        .join('')
        .trimEnd() + ending
    if (!isTaken(free, taken)) return free
  }
}

/** Out of sight, or back in use. Throws NotSaved. */
export async function archivePlan(local: Local, id: string, archived: boolean): Promise<void> {
  const archived_at = archived ? new Date().toISOString() : null
  await local.write([{ action: 'patch', kind: 'plan', id, fields: { archived_at } }])
}

/** With its days and exercises; the workouts that were done by it stay. Throws NotSaved. */
export async function deletePlan(local: Local, id: string): Promise<void> {
  await local.write([{ action: 'delete', kind: 'plan', id }])
}

/** A day at the end; the exercises of a plan without days are put into its first one. */
export function newDay(tree: PlanTree, day_name: string, week: number | null): Action[] {
  const id = newId()
  const display_order = nextPlace(tree.days.map(({ row }) => row))
  const into = tree.days.length === 0 ? tree.loose : []
  return [
    {
      action: 'create',
      kind: 'plan_day',
      id,
      fields: { plan_id: tree.plan.id, day_name, week, display_order, notes: '' },
    },
    ...into.map((each): Action => patchOf(each.row.id, { plan_day_id: id })),
  ]
}

/** A day once more, right behind itself. */
export function copyDay(tree: PlanTree, day: PlanDay, day_name: string): Action[] {
  const copies = copyOfDay(day, { day_name })
  const [firstCopy] = copies
  if (!firstCopy) return []
  const rows = tree.days.map(({ row }) => row).filter((row) => row.fields.week === day.row.fields.week)
  const order = dayOrder(
    rows.flatMap((row) => (row.id === day.row.id ? [row, { ...row, id: firstCopy.id }] : [row])),
  )
  return [...copies, ...order]
}

/** All days of a week once more, for another week. */
export function copyWeek(tree: PlanTree, from: number | null, to: number): Action[] {
  let place = nextPlace(tree.days.map(({ row }) => row))
  const days = tree.days.filter(({ row }) => row.fields.week === from)
  return days.flatMap((day) => copyOfDay(day, { week: to, display_order: place++ }))
}

/** With their exercises; the workouts that were done by them stay. */
export function withoutDays(days: readonly PlanDay[]): Action[] {
  return days.map(({ row }): Action => ({ action: 'delete', kind: 'plan_day', id: row.id }))
}

/** A day so many places further among those of its week. */
export function moveDay(tree: PlanTree, id: string, by: number): Action[] {
  const week = tree.days.find(({ row }) => row.id === id)?.row.fields.week
  const rows = tree.days.map(({ row }) => row).filter((row) => row.fields.week === week)
  const from = rows.findIndex((row) => row.id === id)
  return dayOrder(moved(rows, from, from + by))
}

/** An exercise at the end of a day, or of the plan where there are no days. */
export function newExercise(
  tree: PlanTree,
  plan_day_id: string | null,
  exercise_id: string,
  restSeconds: number | null,
): { id: string; actions: Action[] } {
  const display_order = nextPlace(listOf(tree, plan_day_id).map(({ row }) => row))
  const rest = restSeconds === null ? {} : { rest_time: restSeconds }
  const placed = { plan_id: tree.plan.id, plan_day_id, exercise_id, display_order }
  const id = newId()
  return {
    id,
    actions: [{ action: 'create', kind: 'plan_exercise', id, fields: { ...BEGINNING, ...rest, ...placed } }],
  }
}

/** An exercise once more, right behind itself: a fifth set, or back-off sets. */
export function copyExercise(tree: PlanTree, row: Row<'plan_exercise'>): Action[] {
  const copy = copyOfExercise(row.fields, {})
  const rows = listOf(tree, row.fields.plan_day_id).map((each) => each.row)
  const order = exerciseOrder(
    rows.flatMap((each) => (each.id === row.id ? [each, { ...row, id: copy.id }] : [each])),
  )
  return [copy, ...order]
}

/** What was taken out, put back as it was: as a new row, for what was deleted stays so. */
export function putBack(row: Row<'plan_exercise'>): Action[] {
  return [copyOfExercise(row.fields, {})]
}

/**
 * An exercise at an index of a day's list, without itself. In another day it is in no superset: the number there may
 * be that of others.
 */
export function placeExercise(tree: PlanTree, id: string, dayId: string | null, index: number): Action[] {
  const one = exercisesOf(tree).find(({ row }) => row.id === id)?.row
  if (!one) return []
  const rest = listOf(tree, dayId)
    .map(({ row }) => row)
    .filter((row) => row.id !== id)
  const order = exerciseOrder(rest.toSpliced(Math.max(0, index), 0, one))
  if (one.fields.plan_day_id === dayId) return order
  const own = order.find((action) => action.id === id)
  const display_order = own?.action === 'patch' && own.kind === 'plan_exercise' ? own.fields : {}
  return [
    ...order.filter((action) => action.id !== id),
    patchOf(id, { plan_day_id: dayId, superset_group: null, ...display_order }),
  ]
}

/** The exercises of a day, or those without a day. */
export function listOf(tree: PlanTree, dayId: string | null): PlannedExercise[] {
  return dayId === null ? tree.loose : (tree.days.find(({ row }) => row.id === dayId)?.exercises ?? [])
}

function copyOfDay({ row, exercises }: PlanDay, fields: Partial<FieldsOf['plan_day']>): Action[] {
  const id = newId()
  const plan_id = fields.plan_id ?? row.fields.plan_id
  return [
    { action: 'create', kind: 'plan_day', id, fields: { ...row.fields, ...fields } },
    ...exercises.map((each) => copyOfExercise(each.row.fields, { plan_id, plan_day_id: id })),
  ]
}

function copyOfExercise(fields: PlanExerciseFields, other: Partial<PlanExerciseFields>): Action {
  return { action: 'create', kind: 'plan_exercise', id: newId(), fields: { ...fields, ...other } }
}

function patchOf(id: string, fields: Partial<PlanExerciseFields>): Action {
  return { action: 'patch', kind: 'plan_exercise', id, fields }
}
