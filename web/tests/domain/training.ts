import { DEFAULTS } from '../../src/core/kinds'
import type { FieldsOf, Row } from '../../src/core/rows'
import { count, type CountingRules, type Counted } from '../../src/domain/counted'

type SetFields = FieldsOf['set']
/** What the workouts of a test begin with, unless they say when. */
const MONDAY = '2026-03-02T18:00:00Z'

const SET: SetFields = {
  ...DEFAULTS.set,
  workout_exercise_id: 'place',
  exercise_id: 'exercise',
  performed_at: MONDAY,
}

const WORKOUT: FieldsOf['workout'] = {
  name: '',
  notes: '',
  status: 'completed',
  started_at: MONDAY,
  completed_at: null,
  performed_on: '2026-03-02',
  time_zone: 'UTC',
  plan_id: null,
  plan_day_id: null,
  body_weight: null,
  body_weight_unit: null,
  restored_at: null,
}

export function set(id: string, fields: Partial<SetFields>): Row<'set'> {
  return { kind: 'set', id, fields: { ...SET, ...fields }, waiting: false }
}

/** A load in kilograms. */
export function kg(load: string, reps: number, also: Partial<SetFields> = {}): Partial<SetFields> {
  return { load, load_unit: 'kg', reps, ...also }
}

interface Session {
  id?: string
  at?: string
  /** In the person's unit. */
  bodyWeight?: number | null
}

/** The sets of one workout as they count; their ids are "w1", "w2" …, a second apart. */
export function workout(
  countingRules: CountingRules,
  sets: readonly Partial<SetFields>[],
  { id = 'w', at = MONDAY, bodyWeight = null }: Session = {},
): Counted[] {
  const row: Row<'workout'> = {
    kind: 'workout',
    id,
    fields: { ...WORKOUT, started_at: at, performed_on: at.slice(0, 10) },
    waiting: false,
  }
  return sets.map((fields, place) => {
    const performed_at = new Date(Date.parse(at) + place * 1000).toISOString()
    return count(
      { set: set(`${id}${place + 1}`, { performed_at, ...fields }), workout: row, bodyWeight },
      countingRules,
    )
  })
}

export function countingRules(
  exercise: Partial<CountingRules['exercise']> = {},
  also: Partial<Pick<CountingRules, 'unit' | 'formula'>> = {},
): CountingRules {
  return {
    unit: 'kg',
    formula: 'epley',
    exercise: { measurement: 'weight_reps', load_mode: 'external', ...exercise },
    ...also,
  }
}
