// Written by docs/generate.py from the program itself. Do not edit: `make docs` writes it anew.

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

/** In which field a row names what it belongs to. */
export const PARENT: { readonly [K in Kind]?: string } = {
  plan_day: 'plan_id',
  plan_exercise: 'plan_id',
  workout_exercise: 'workout_id',
  set: 'workout_exercise_id',
}

/** The kind of what rows of a kind belong to. */
export const ABOVE: { readonly [K in Kind]?: Kind } = {
  plan_day: 'plan',
  plan_exercise: 'plan',
  workout_exercise: 'workout',
  set: 'workout_exercise',
}

/** In which field a row says when it was; its rows are listed in this order. */
export const INSTANT: { readonly [K in Kind]?: string } = {
  workout: 'started_at',
  set: 'performed_at',
  measurement: 'measured_at',
}

/** Fields that only the server makes: shown here as they will probably be, never sent. */
export const COMPUTED_FIELDS: { readonly [K in Kind]?: readonly string[] } = {
  exercise: ['shared'],
  workout: ['performed_on', 'restored_at'],
  set: ['exercise_id'],
}

/** What a row is made from: said once, when it is made; the server forgets it when what it names is deleted. */
export const ORIGIN_FIELDS: { readonly [K in Kind]?: readonly string[] } = {
  workout: ['plan_id', 'plan_day_id'],
  workout_exercise: ['plan_exercise_id'],
}

/** What a field is while nobody said anything about it: as the server has it, until it tells. */
export const DEFAULTS = {
  profile: {
    unit: 'kg',
    time_zone: 'UTC',
    display_name: '',
    first_weekday: 1,
    bars: [],
    plates: [],
    e1rm_formula: 'epley',
    sex: null,
    birth_year: null,
  },
  exercise: {
    aliases: [],
    primary_muscles: [],
    secondary_muscles: [],
    equipment: null,
    movement_pattern: null,
    measurement: 'weight_reps',
    load_mode: 'external',
    laterality: 'bilateral',
    default_rest_seconds: null,
    load_step: null,
    load_step_unit: null,
    notes: '',
    archived_at: null,
    shared: false,
  },
  plan: {
    notes: '',
    archived_at: null,
  },
  plan_day: {
    week: null,
    display_order: 0,
    notes: '',
  },
  plan_exercise: {
    display_order: 0,
    intensity_technique: 'N/A',
    warmup_sets: 0,
    notes: '',
    plan_day_id: null,
    target_reps_max: null,
    rest_time_max: null,
    superset_group: null,
    per_side: false,
    set_targets: [],
    returning_note: '',
    substitutes: [],
  },
  workout: {
    plan_id: null,
    status: 'in_progress',
    completed_at: null,
    name: '',
    notes: '',
    body_weight: null,
    body_weight_unit: null,
    plan_day_id: null,
    restored_at: null,
  },
  workout_exercise: {
    plan_exercise_id: null,
    display_order: 0,
    notes: '',
    superset_group: null,
    target: null,
    returning_note: '',
  },
  set: {
    set_type: 'working',
    set_index: 1,
    reps: null,
    load: null,
    load_unit: null,
    load_mode: 'external',
    duration_seconds: null,
    distance: null,
    distance_unit: null,
    rpe: null,
    rir: null,
    rest_seconds: null,
    note: '',
    technique: null,
    continues_set_id: null,
    side: null,
  },
  measurement: { note: '' },
} satisfies { readonly [K in Kind]: Partial<FieldsOf[K]> }
