import type { Fields, Kind } from './rows'

/** What a field is while nobody said anything about it: as the server has it, until it tells. */
const DEFAULTS: { readonly [K in Kind]: Fields } = {
  profile: {},
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
  plan: { notes: '', archived_at: null },
  plan_day: { week: null, display_order: 0, notes: '' },
  plan_exercise: {
    plan_day_id: null,
    display_order: 0,
    intensity_technique: 'N/A',
    warmup_sets: 0,
    target_reps_max: null,
    rest_time_max: null,
    superset_group: null,
    per_side: false,
    substitutes: [],
    set_targets: [],
    notes: '',
    returning_note: '',
  },
  workout: {
    name: '',
    notes: '',
    completed_at: null,
    status: 'in_progress',
    body_weight: null,
    body_weight_unit: null,
    plan_id: null,
    plan_day_id: null,
    restored_at: null,
  },
  workout_exercise: {
    display_order: 0,
    superset_group: null,
    notes: '',
    returning_note: '',
    plan_exercise_id: null,
    target: null,
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
}

/** All fields of a row that was made here and that the server has not told yet. */
export function complete(kind: Kind, said: Fields): Fields {
  const fields = { ...DEFAULTS[kind], ...said }
  if (kind === 'workout') fields.performed_on = dayOf(String(fields.started_at), String(fields.time_zone))
  return fields
}

function dayOf(instant: string, timeZone: string): string {
  // Swedish writes a day as ISO 8601 does.
  return new Intl.DateTimeFormat('sv', { timeZone }).format(new Date(instant))
}
