import { DEFAULTS } from '../../core/kinds'
import type { FieldsOf } from '../../core/rows'
import type { SetField, SetFields, ListedSet, SetValues, Remarks } from './set-list'
import { ambiguity } from '../../domain/number-text'
import { ruleBroken, type SetNumber } from '../../domain/set-limits'
import { fieldsOf, REMARKS } from './set-list'
import type { CurrentSet, ExerciseInWorkout } from './exercise-in-workout'
import { NAME } from './words'

const COLUMN: { readonly [F in SetField]: SetNumber } = {
  load: 'load',
  reps: 'reps',
  seconds: 'duration_seconds',
  distance: 'distance',
}

/** Why a set cannot be logged as it is, in words; undefined where it can. */
export function problemOf({
  workoutExercise,
  values,
}: Pick<CurrentSet, 'workoutExercise' | 'values'> & { set: ListedSet }): string | undefined {
  const fields = fieldsOf(workoutExercise.exercise)
  for (const field of fields) {
    const wrong = wrongWith(field, values)
    if (wrong) return wrong
  }
  const needed = fields.filter((field) => field !== 'load')
  const missing = needed.find((field) => values[field] === undefined)
  return missing
    ? `${NAME[missing]} ${missing === 'reps' ? 'are' : 'is'} missing. Type ${missing === 'reps' ? 'them' : 'it'}, then log the set.`
    : undefined
}

function wrongWith(field: SetField, values: SetValues): string | undefined {
  const value = values[field]
  const rule = value === undefined ? undefined : ruleBroken(COLUMN[field], String(value))
  if (rule === undefined) return undefined
  const typed = `You typed ${String(value).replace('-', '−')}.`
  return `Not saved: the ${NAME[field].toLowerCase()} ${rule}. ${ambiguity(String(value)) ?? typed}`
}

/** All that is said of a set when it is logged. */
export function fieldsToLog(
  { row, exercise }: ExerciseInWorkout,
  set: ListedSet,
  values: SetValues,
  continued: string | null,
): SetFields {
  return {
    ...numbersOf(values),
    workout_exercise_id: row.id,
    exercise_id: row.fields.exercise_id,
    performed_at: new Date().toISOString(),
    set_index: set.index,
    set_type: set.type,
    load_mode: exercise?.fields.load_mode ?? 'external',
    rest_seconds: null,
    technique: set.technique,
    continues_set_id: continued,
  }
}

function numbersOf(values: SetValues) {
  const { load, unit, reps, seconds, distance, distanceUnit, rpe, rir } = values
  return {
    reps: reps ?? null,
    load: load ?? null,
    load_unit: load === undefined ? null : (unit ?? 'kg'),
    duration_seconds: seconds ?? null,
    distance: distance ?? null,
    distance_unit: distance === undefined ? null : (distanceUnit ?? 'm'),
    rpe: rpe ?? null,
    rir: rir ?? null,
    ...(Object.fromEntries(
      REMARKS.map((name) => [name, values[name] ?? DEFAULTS.set[name]]),
    ) as Required<Remarks>),
  } as const
}

/** Only what is other than it was. */
export function changesOf(set: SetFields, values: SetValues): Partial<SetFields> {
  const fields: Partial<FieldsOf['set']> = numbersOf(values)
  const changed = Object.entries(fields).filter(([name, value]) => set[name as keyof SetFields] !== value)
  return Object.fromEntries(changed)
}
