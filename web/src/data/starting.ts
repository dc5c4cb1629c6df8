import type { Target } from '../api/schema'
import { derivedId } from '../core/derived-id'
import { newId } from '../core/ids'
import type { Local } from '../core/local'
import type { Action, FieldsOf, Row } from '../core/rows'
import type { PlannedDay, WorkoutTree } from './workouts'

/** Begins a workout without a plan; answers its id. Throws NotSaved, as all that follows does. */
export async function startEmpty(local: Local, { name = '', at = new Date() } = {}): Promise<string> {
  const id = newId()
  await local.write([{ action: 'create', kind: 'workout', id, fields: beginning(name, at) }])
  return id
}

/** Begins what a day of a plan asks for at this moment; answers the workout's id. */
export async function startFromDay(
  local: Local,
  planned: PlannedDay,
  { at = new Date(), id = newId() } = {},
): Promise<string> {
  const { plan, day, exercises } = planned
  const fields = { ...beginning(day.fields.day_name, at), plan_id: plan.id, plan_day_id: day.id }
  await local.write([
    { action: 'create', kind: 'workout', id, fields },
    ...exercises.map((each, place) => fromPlan(id, each, place)),
  ])
  return id
}

/** Begins a workout with the exercises of an earlier one; answers its id. */
export async function startLike(local: Local, tree: WorkoutTree, at = new Date()): Promise<string> {
  const id = newId()
  const actions = tree.exercises.map(({ row: { fields } }, place): Action => ({
    action: 'create',
    kind: 'workout_exercise',
    id: newId(),
    fields: {
      workout_id: id,
      exercise_id: fields.exercise_id,
      display_order: place + 1,
      superset_group: fields.superset_group,
      returning_note: fields.returning_note,
    },
  }))
  const fields = beginning(tree.workout.fields.name, at)
  await local.write([{ action: 'create', kind: 'workout', id, fields }, ...actions])
  return id
}

/** A copy of the plan's exercise with what it asks for now, under the id that the server would give to it. */
function fromPlan(workoutId: string, planned: Row<'plan_exercise'>, place: number): Action {
  const { fields } = planned
  return {
    action: 'create',
    kind: 'workout_exercise',
    id: derivedId(workoutId, planned.id),
    fields: {
      workout_id: workoutId,
      exercise_id: fields.exercise_id,
      display_order: place + 1,
      superset_group: fields.superset_group,
      notes: '',
      returning_note: fields.returning_note,
      plan_exercise_id: planned.id,
      target: targetOf(fields),
    },
  }
}

function targetOf(planned: FieldsOf['plan_exercise']): Target {
  const { exercise_id, substitutes, intensity_technique, warmup_sets, working_sets, target_reps } = planned
  const { target_reps_max, rpe_early, rpe_last, rest_time, rest_time_max, per_side, notes, set_targets } =
    planned
  return {
    planned_exercise_id: exercise_id,
    substitutes,
    intensity_technique,
    warmup_sets,
    working_sets,
    target_reps,
    target_reps_max,
    rpe_early,
    rpe_last,
    rest_time,
    rest_time_max,
    per_side,
    notes,
    set_targets,
  }
}

function beginning(name: string, at: Date): Partial<FieldsOf['workout']> {
  const time_zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return { name, started_at: at.toISOString(), time_zone, status: 'in_progress' }
}
