import { newId } from '../core/ids'
import type { Local } from '../core/local'
import type { Reader } from '../core/reader'
import type { Action, FieldsOf, Row } from '../core/rows'
import { readWorkout, type WorkoutTree } from './workouts'

type Entry = Row<'workout_exercise'>

/** Puts an exercise after the last one, or after `after`; answers the new row's id. Throws NotSaved, as all here. */
export async function addExercise(
  local: Local,
  tree: WorkoutTree,
  exerciseId: string,
  { after, group = null }: { after?: string; group?: number | null } = {},
): Promise<string> {
  const id = newId()
  await local.write(async (reader) => {
    const now = (await readWorkout(reader, tree.workout.id)) ?? tree
    const order = now.exercises.map(({ row }) => row.id)
    const place = after === undefined ? order.length : order.indexOf(after) + 1
    order.splice(place, 0, id)
    const fields = {
      workout_id: tree.workout.id,
      exercise_id: exerciseId,
      display_order: place + 1,
      superset_group: group,
    }
    return [{ action: 'create', kind: 'workout_exercise', id, fields }, ...moves(now, order)]
  })
  return id
}

/**
 * Does another exercise instead. Sets that were done stay what they are: then the other one comes after, and the
 * answer is its id.
 */
export async function replaceExercise(
  local: Local,
  tree: WorkoutTree,
  id: string,
  exerciseId: string,
): Promise<string> {
  const entry = tree.exercises.find(({ row }) => row.id === id)
  if (entry && entry.sets.length > 0) {
    return addExercise(local, tree, exerciseId, { after: id, group: entry.row.fields.superset_group })
  }
  await local.write([{ action: 'patch', kind: 'workout_exercise', id, fields: { exercise_id: exerciseId } }])
  return id
}

/** With its sets. */
export async function removeExercise(local: Local, id: string): Promise<void> {
  await local.write([{ action: 'delete', kind: 'workout_exercise', id }])
}

export async function updateExercise(
  local: Local,
  id: string,
  fields: Partial<FieldsOf['workout_exercise']>,
): Promise<void> {
  await local.write([{ action: 'patch', kind: 'workout_exercise', id, fields }])
}

/**
 * Puts the exercises of a workout into this order; only those that move are written. From where they are when it is
 * written: the tree can be older than the last move, and another move can be under way.
 */
export async function reorder(local: Local, tree: WorkoutTree, order: readonly string[]): Promise<void> {
  await local.write(async (reader) => moves((await readWorkout(reader, tree.workout.id)) ?? tree, order))
}

function moves(tree: WorkoutTree, order: readonly string[]): Action[] {
  const places = new Map(tree.exercises.map(({ row }) => [row.id, row.fields.display_order]))
  return order.flatMap((id, place): Action[] =>
    places.has(id) && places.get(id) !== place + 1
      ? [{ action: 'patch', kind: 'workout_exercise', id, fields: { display_order: place + 1 } }]
      : [],
  )
}

/** Makes an exercise and the one after it a superset, or takes it out of the one that it is in. */
export async function setSuperset(
  local: Local,
  tree: WorkoutTree,
  id: string,
  together: boolean,
): Promise<void> {
  const rows = tree.exercises.map(({ row }) => row)
  const place = rows.findIndex((row) => row.id === id)
  const [here, next] = [rows[place], rows[place + 1]]
  if (!here) return
  const actions: Action[] = []
  const put = (row: Entry, superset_group: number | null) =>
    actions.push({ action: 'patch', kind: 'workout_exercise', id: row.id, fields: { superset_group } })
  if (!together) put(here, null)
  else if (next) {
    const free = Math.max(0, ...rows.map((row) => row.fields.superset_group ?? 0)) + 1
    const group = here.fields.superset_group ?? next.fields.superset_group ?? free
    for (const row of [here, next]) if (row.fields.superset_group !== group) put(row, group)
  }
  await local.write(actions)
}

/** The exercise of the plan that an exercise of a workout was copied from, where it is still there. */
export async function plannedOf(reader: Reader, entry: Entry): Promise<Row<'plan_exercise'> | undefined> {
  const id = entry.fields.plan_exercise_id
  return id === null ? undefined : reader.get('plan_exercise', id)
}

/** Does in the plan, too, what was done in the workout: another exercise instead. */
export async function replaceInPlan(local: Local, plannedId: string, exerciseId: string): Promise<void> {
  await local.write([
    { action: 'patch', kind: 'plan_exercise', id: plannedId, fields: { exercise_id: exerciseId } },
  ])
}

/** Adds an exercise to the end of the plan's day, with three sets of eight to twelve, to be changed there. */
export async function addToPlan(
  local: Local,
  { planId, dayId, place }: { planId: string; dayId: string | null; place: number },
  exerciseId: string,
): Promise<void> {
  await local.write([
    {
      action: 'create',
      kind: 'plan_exercise',
      id: newId(),
      fields: {
        plan_id: planId,
        plan_day_id: dayId,
        exercise_id: exerciseId,
        display_order: place,
        working_sets: 3,
        target_reps: 8,
        target_reps_max: 12,
        rpe_early: 8,
        rpe_last: 9,
        rest_time: 120,
      },
    },
  ])
}
