// Written by docs/generate.py from the program itself. Do not edit: `make docs` writes it anew.

import type { Kind } from './kinds'

/** The first revision of the schema that devices knew: what says nothing of its own was written under it. */
export const FIRST_SCHEMA = 10

/** What one revision did to the fields of a kind: it came, is called otherwise, went, or its values are. */
export type Step =
  | { since: number; step: 'added'; name: string; value: unknown }
  | { since: number; step: 'renamed'; old: string; name: string }
  | { since: number; step: 'dropped'; name: string }
  | { since: number; step: 'changed'; name: string; values: Readonly<Record<string, string>> }

/** What makes the fields of today of older ones, in this order. */
export const STEPS: { readonly [K in Kind]?: readonly Step[] } = {}

/** The fields of each kind by what JSON has for them; a question mark stands after what may be null. */
export const FIELD_TYPES: { readonly [K in Kind]: Readonly<Record<string, readonly string[]>> } = {
  profile: {
    list: ['bars', 'plates'],
    number: ['first_weekday'],
    'number?': ['birth_year'],
    text: ['unit', 'time_zone', 'display_name', 'e1rm_formula'],
    'text?': ['sex'],
  },
  exercise: {
    boolean: ['shared'],
    list: ['aliases', 'primary_muscles', 'secondary_muscles'],
    'number?': ['default_rest_seconds'],
    text: ['name', 'measurement', 'load_mode', 'laterality', 'notes'],
    'text?': ['equipment', 'movement_pattern', 'load_step', 'load_step_unit', 'archived_at'],
  },
  plan: {
    text: ['plan_name', 'notes'],
    'text?': ['archived_at'],
  },
  plan_day: {
    number: ['display_order'],
    'number?': ['week'],
    text: ['plan_id', 'day_name', 'notes'],
  },
  plan_exercise: {
    boolean: ['per_side'],
    list: ['set_targets', 'substitutes'],
    number: [
      'display_order',
      'warmup_sets',
      'working_sets',
      'target_reps',
      'rpe_early',
      'rpe_last',
      'rest_time',
    ],
    'number?': ['target_reps_max', 'rest_time_max', 'superset_group'],
    text: ['plan_id', 'exercise_id', 'intensity_technique', 'notes', 'returning_note'],
    'text?': ['plan_day_id'],
  },
  workout: {
    text: ['status', 'started_at', 'name', 'notes', 'time_zone', 'performed_on'],
    'text?': ['plan_id', 'completed_at', 'body_weight', 'body_weight_unit', 'plan_day_id', 'restored_at'],
  },
  workout_exercise: {
    number: ['display_order'],
    'number?': ['superset_group'],
    'object?': ['target'],
    text: ['workout_id', 'exercise_id', 'notes', 'returning_note'],
    'text?': ['plan_exercise_id'],
  },
  set: {
    number: ['set_index'],
    'number?': ['reps', 'rest_seconds'],
    text: ['workout_exercise_id', 'exercise_id', 'set_type', 'load_mode', 'note', 'performed_at'],
    'text?': [
      'load',
      'load_unit',
      'duration_seconds',
      'distance',
      'distance_unit',
      'rpe',
      'rir',
      'technique',
      'continues_set_id',
      'side',
    ],
  },
  measurement: {
    text: ['part', 'amount', 'unit', 'measured_at', 'note'],
  },
}
