import type { FieldsOf } from '../../core/rows'
import { stepped } from '../../domain/number-text'
import type { SetField, SetValues } from './set-list'
import type { CurrentSet } from './exercise-in-workout'

/** Seconds, and distances in any unit. */
const TIME_STEP = '5'
const FAR_STEP = '0.1'
const NEAR_STEP = '10'
/** What two of the smallest plates of most gyms make. */
const LOAD_STEP = { kg: '2.5', lb: '5' } as const

/** By how much a key changes a number: a load by what the exercise says, else by a pair of the smallest plates owned. */
export function stepOf(
  field: SetField,
  { workoutExercise, values }: CurrentSet,
  profile: FieldsOf['profile'] | undefined,
): string {
  if (field === 'reps') return '1'
  if (field === 'seconds') return TIME_STEP
  if (field === 'distance')
    return values.distanceUnit === 'km' || values.distanceUnit === 'mi' ? FAR_STEP : NEAR_STEP
  const unit = values.unit ?? workoutExercise.unit
  const exercise = workoutExercise.exercise?.fields
  if (exercise?.load_step && exercise.load_step_unit === unit) return exercise.load_step
  if (exercise?.equipment !== 'barbell') return LOAD_STEP[unit]
  const pairs = profile?.plates.filter((each) => each.unit === unit && each.count > 1) ?? []
  const smallest = pairs.map(({ load }) => load).sort((one, other) => Number(one) - Number(other))[0]
  return smallest === undefined ? LOAD_STEP[unit] : (stepped(smallest, smallest, 1) ?? LOAD_STEP[unit])
}

/** What is said after a key: never below 0. */
export function steppedBy(
  field: SetField,
  { values, workoutExercise }: CurrentSet,
  step: string,
  way: 1 | -1,
): SetValues {
  const next = stepped(String(values[field] ?? ''), step, way, { min: 0 })
  if (next === null) return {}
  if (field === 'reps') return { reps: Number(next) }
  if (field === 'load') return { load: next, unit: values.unit ?? workoutExercise.unit }
  if (field === 'seconds') return { seconds: next }
  return { distance: next, distanceUnit: values.distanceUnit ?? workoutExercise.distanceUnit }
}
