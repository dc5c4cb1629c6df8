import type { Local } from '../core/local'
import type { Reader } from '../core/reader'
import type { FieldsOf, Row } from '../core/rows'
import { isAhead } from '../domain/clocks'

/** One exercise of a workout, with its sets in their order. */
export interface WorkoutExercise {
  row: Row<'workout_exercise'>
  /** Undefined while the device has not read it yet. */
  exercise: Row<'exercise'> | undefined
  sets: Row<'set'>[]
}
export interface WorkoutTree {
  workout: Row<'workout'>
  exercises: WorkoutExercise[]
}
/** A day of a plan and what it asks for, in its order. */
export interface PlannedDay {
  plan: Row<'plan'>
  day: Row<'plan_day'>
  exercises: Row<'plan_exercise'>[]
}
/** The sets of one exercise in one earlier workout. */
export interface Performance {
  workout: Row<'workout'>
  sets: Row<'set'>[]
  /** The ids of all entries of the exercise there, in their order: it can stand in a workout more than once. */
  entries: string[]
}

/**
 * Those that run, the newest first: two phones without signal can each have begun one. What a wrong clock dates after now
 * comes last.
 */
export async function runningWorkouts(reader: Reader, now = Date.now()): Promise<Row<'workout'>[]> {
  const running = (await reader.byTime('workout')).filter(({ fields }) => fields.status === 'in_progress')
  const ahead = ({ fields }: Row<'workout'>) => Number(isAhead(Date.parse(fields.started_at), now))
  return running.sort((one, other) => ahead(one) - ahead(other))
}

export async function readWorkout(reader: Reader, id: string): Promise<WorkoutTree | undefined> {
  const workout = await reader.get('workout', id)
  if (!workout) return undefined
  const rows = (await reader.children('workout_exercise', id)).sort(byPlace)
  const exercises = await Promise.all(rows.map((row) => readExercise(reader, row)))
  return { workout, exercises }
}

async function readExercise(reader: Reader, row: Row<'workout_exercise'>): Promise<WorkoutExercise> {
  const [exercise, sets] = await Promise.all([
    reader.get('exercise', row.fields.exercise_id),
    reader.children('set', row.id),
  ])
  return { row, exercise, sets: sets.sort(bySetIndex) }
}

export async function readPlannedDay(reader: Reader, dayId: string): Promise<PlannedDay | undefined> {
  const day = await reader.get('plan_day', dayId)
  const plan = day && (await reader.get('plan', day.fields.plan_id))
  if (!plan) return undefined
  const all = await reader.children('plan_exercise', plan.id)
  return { plan, day, exercises: all.filter((each) => each.fields.plan_day_id === dayId).sort(byPlace) }
}

/**
 * The last times that an exercise was done in a workout that began before an instant (milliseconds), newest first;
 * cancelled workouts aside.
 */
export async function lastPerformances(
  reader: Reader,
  exerciseId: string,
  before: number,
  count = 1,
): Promise<Performance[]> {
  const performances = new Map<string, Performance>()
  for await (const set of reader.eachOfExercise('set', exerciseId, { before })) {
    const row = await reader.get('workout_exercise', set.fields.workout_exercise_id)
    if (!row) continue
    const performance = performances.get(row.fields.workout_id)
    if (performance) {
      performance.sets.push(set)
      continue
    }
    if (performances.size === count) break
    const workout = await reader.get('workout', row.fields.workout_id)
    if (!workout || workout.fields.status === 'cancelled') continue
    // One that began later was not the last time, whenever its sets are said to have been done.
    if (Date.parse(workout.fields.started_at) < before)
      performances.set(workout.id, { workout, sets: [set], entries: [] })
  }
  return Promise.all([...performances.values()].map((each) => completed(reader, each, exerciseId)))
}

/** With all sets of its entries: workouts can have been done in turns. */
async function completed(
  reader: Reader,
  { workout, sets }: Performance,
  exerciseId: string,
): Promise<Performance> {
  const isOf = ({ fields }: Row<'workout_exercise' | 'set'>) => fields.exercise_id === exerciseId
  const rows = (await reader.children('workout_exercise', workout.id)).sort(byPlace)
  const entries = rows.filter(isOf).map(({ id }) => id)
  const own = (await Promise.all(entries.map((entry) => reader.children('set', entry)))).flat().filter(isOf)
  // Where another exercise was put in the place of one that had sets, the place is no entry of it.
  const all = [...own, ...sets.filter(({ id }) => !own.some((each) => each.id === id))]
  const place = ({ fields }: Row<'set'>) => entries.indexOf(fields.workout_exercise_id)
  all.sort((one, other) => place(one) - place(other) || bySetIndex(one, other))
  return { workout, sets: all, entries }
}

/** The last times of each exercise of a running workout, by the exercise's id; of one that is over, none. */
export async function readLastTimes(
  reader: Reader,
  workoutId: string,
  count: number,
): Promise<Map<string, Performance[]>> {
  const tree = await readWorkout(reader, workoutId)
  if (tree?.workout.fields.status !== 'in_progress') return new Map()
  const before = Date.parse(tree.workout.fields.started_at)
  const exercises = new Set(tree.exercises.map(({ row }) => row.fields.exercise_id))
  const times = await Promise.all(
    [...exercises].map(async (exercise) => {
      const last = await lastPerformances(reader, exercise, before, count)
      return [exercise, last] as const
    }),
  )
  return new Map(times)
}

/** Throws NotSaved, as all that follows does. */
export async function updateWorkout(
  local: Local,
  id: string,
  fields: Partial<FieldsOf['workout']>,
): Promise<void> {
  await local.write([{ action: 'patch', kind: 'workout', id, fields }])
}

export async function finish(local: Local, id: string, at = new Date()): Promise<void> {
  await updateWorkout(local, id, { status: 'completed', completed_at: at.toISOString() })
}

/** What was logged stays, but counts nowhere. */
export async function cancel(local: Local, id: string): Promise<void> {
  await updateWorkout(local, id, { status: 'cancelled', completed_at: null })
}

/** Takes up again what was finished or cancelled. */
export async function takeUp(local: Local, id: string): Promise<void> {
  await updateWorkout(local, id, { status: 'in_progress', completed_at: null })
}

export async function deleteWorkout(local: Local, id: string): Promise<void> {
  await local.write([{ action: 'delete', kind: 'workout', id }])
}

function byPlace(
  one: Row<'workout_exercise' | 'plan_exercise'>,
  other: Row<'workout_exercise' | 'plan_exercise'>,
): number {
  return one.fields.display_order - other.fields.display_order || (one.id < other.id ? -1 : 1)
}

function bySetIndex(one: Row<'set'>, other: Row<'set'>): number {
  return one.fields.set_index - other.fields.set_index || (one.id < other.id ? -1 : 1)
}
