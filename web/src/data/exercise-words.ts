import type { FieldsOf } from '../core/rows'

type Exercise = FieldsOf['exercise']
export type Muscle = Exercise['primary_muscles'][number]

/** "front_delts" as it is written for people. */
export function words(value: string): string {
  const text = value.replaceAll('_', ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

interface Option<T extends string> {
  value: T
  label: string
}
const options = <T extends string>(values: readonly T[]): Option<T>[] =>
  values.map((value) => ({ value, label: words(value) }))

/** From the front of the body to the back, and down. */
export const MUSCLES: readonly Option<Muscle>[] = options<Muscle>([
  'neck',
  'upper_traps',
  'front_delts',
  'side_delts',
  'rear_delts',
  'rotator_cuff',
  'upper_chest',
  'lower_chest',
  'upper_back',
  'lats',
  'biceps',
  'brachialis',
  'triceps',
  'forearm_flexors',
  'forearm_extensors',
  'abs',
  'obliques',
  'spinal_erectors',
  'hip_flexors',
  'glute_max',
  'glute_med',
  'adductors',
  'quads',
  'hamstrings',
  'calves',
  'tibialis',
])

export const EQUIPMENT = options<NonNullable<Exercise['equipment']>>([
  'barbell',
  'dumbbell',
  'kettlebell',
  'machine',
  'cable',
  'bodyweight',
  'band',
  'ez_bar',
  'trap_bar',
  'smith_machine',
  'plate',
  'sled',
  'suspension',
  'ball',
  'cardio_machine',
  'other',
])

/** Which numbers a set has. */
export const MEASUREMENTS: readonly Option<Exercise['measurement']>[] = [
  { value: 'weight_reps', label: 'Load and repetitions' },
  { value: 'reps', label: 'Repetitions' },
  { value: 'duration', label: 'Time' },
  { value: 'weight_duration', label: 'Load and time' },
  { value: 'distance_duration', label: 'Distance and time' },
  { value: 'weight_distance', label: 'Load and distance' },
]

/** What the number of the load means. */
export const LOAD_MODES: readonly Option<Exercise['load_mode']>[] = [
  { value: 'external', label: 'The load itself' },
  { value: 'bodyweight_plus', label: 'What is added to the body' },
  { value: 'assisted', label: 'The help that is taken' },
  { value: 'band', label: 'A band' },
]

export const LATERALITIES: readonly Option<Exercise['laterality']>[] = [
  { value: 'bilateral', label: 'Both sides at once' },
  { value: 'unilateral', label: 'One side, then the other' },
  { value: 'alternating', label: 'In turns' },
]
