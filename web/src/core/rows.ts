import type {
  ExerciseFields,
  MeasurementFields,
  PlanDayFields,
  PlanExerciseFields,
  PlanFields,
  ProfileFields,
  SetFields,
  WorkoutExerciseFields,
  WorkoutFields,
} from '../api/schema'

/** What a row is, and its fields: those of docs/explanation/sync.md. Decimals are strings, as typed. */
export interface FieldsOf {
  profile: ProfileFields
  exercise: ExerciseFields
  plan: PlanFields
  plan_day: PlanDayFields
  plan_exercise: PlanExerciseFields
  workout: WorkoutFields
  workout_exercise: WorkoutExerciseFields
  set: SetFields
  measurement: MeasurementFields
}
export type Kind = keyof FieldsOf

/** What others belong to comes before them. */
export const KINDS: readonly Kind[] = [
  'profile',
  'exercise',
  'plan',
  'plan_day',
  'plan_exercise',
  'workout',
  'workout_exercise',
  'set',
  'measurement',
]

/** A row as it is shown: what the server told, with what waits in the outbox on top. */
export interface Row<K extends Kind = Kind> {
  kind: K
  id: string
  fields: FieldsOf[K]
  /** What the server has not confirmed yet. */
  waiting: boolean
  /** Why the server refused what was done to it here; it stays until it is edited or discarded. */
  problem?: string
}

/** A row as the server tells it: `fields`, or `deleted`. */
export interface ToldRow {
  kind: Kind
  id: string
  revision: number
  fields?: Fields | undefined
  deleted?: true | undefined
}
export type Fields = Record<string, unknown>

/**
 * What a person does to one row. The fields that the server makes may be said: they are shown until it tells its own.
 * `sent` is the id that is sent where `id` is derived from it, as an own exercise's is.
 */
export type Action =
  | {
      [K in Kind]: { action: 'create'; kind: K; id: string; sent?: string; fields: Partial<FieldsOf[K]> }
    }[Kind]
  | { [K in Kind]: { action: 'patch'; kind: K; id: string; fields: Partial<FieldsOf[K]> } }[Kind]
  | { action: 'delete'; kind: Kind; id: string }

/** In which field a row names what it belongs to. */
export const PARENT: { readonly [K in Kind]?: string } = {
  plan_day: 'plan_id',
  plan_exercise: 'plan_id',
  workout_exercise: 'workout_id',
  set: 'workout_exercise_id',
}
/** In which field a row says when it was; its rows are found in this order. */
export const INSTANT: { readonly [K in Kind]?: string } = {
  workout: 'started_at',
  set: 'performed_at',
  measurement: 'measured_at',
}
/** Fields that only the server makes: shown here as they will probably be, never sent. */
const MADE: { readonly [K in Kind]?: readonly string[] } = {
  exercise: ['shared'],
  workout: ['performed_on', 'restored_at'],
  set: ['exercise_id'],
}
/** What a row is made from: said once, when it is made; the server forgets it when what it names is deleted. */
export const MADE_FROM: { readonly [K in Kind]?: readonly string[] } = {
  workout: ['plan_id', 'plan_day_id'],
  workout_exercise: ['plan_exercise_id'],
}

/** The fields that can be said to the server. */
export function sendable(kind: Kind, fields: Fields): Fields {
  const made = MADE[kind]
  return made ? Object.fromEntries(Object.entries(fields).filter(([name]) => !made.includes(name))) : fields
}
