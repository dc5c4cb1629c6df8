import type { FieldsOf, Row } from '../core/rows'
import { metresOf, secondsOf, startOf, type Counted } from './counted'

/** What a workout came to in one exercise, as a number that can be drawn. */
export type Measure =
  | 'estimate'
  | 'added'
  | 'volume'
  | 'reps'
  | 'total reps'
  | 'seconds'
  | 'total seconds'
  | 'metres'
  | 'total metres'
  | 'pace'

export interface Measured {
  workout: Row<'workout'>
  value: number
  /** The set that it is of; null where it is of all sets. */
  set: Counted | null
}

type Measurement = FieldsOf['exercise']['measurement']

/** By what numbers an exercise has, what says most about it first. */
const MEASURES: { readonly [M in Measurement]: readonly Measure[] } = {
  weight_reps: ['estimate', 'added', 'volume', 'reps'],
  reps: ['reps', 'total reps'],
  duration: ['seconds', 'total seconds'],
  weight_duration: ['seconds', 'total seconds'],
  distance_duration: ['metres', 'pace', 'total seconds'],
  weight_distance: ['metres', 'total metres'],
}

/**
 * Those of which there is something, the one that says most first; of an exercise of which there is nothing yet, the
 * first. Most repetitions are shown of what has no estimate in some workout, as of sets of more than twelve.
 */
export function measuresOf(measurement: Measurement, counted: readonly Counted[]): Measure[] {
  const all = MEASURES[measurement]
  const applicable = all.filter((each) => valuesOf(each, counted).length > 0)
  const workouts = new Set(counted.map(({ workout }) => workout.id)).size
  const isEstimated = applicable.includes('estimate') && valuesOf('estimate', counted).length === workouts
  const left =
    measurement === 'weight_reps' && isEstimated ? applicable.filter((each) => each !== 'reps') : applicable
  return left.length > 0 ? left : all.slice(0, 1)
}

/** What each workout came to, oldest first; workouts of which there is nothing to say are left out. */
export function valuesOf(measure: Measure, counted: readonly Counted[]): Measured[] {
  const workouts = new Map<string, Counted[]>()
  for (const each of counted) workouts.set(each.workout.id, [...(workouts.get(each.workout.id) ?? []), each])
  return [...workouts.values()]
    .flatMap((sets) => measured(measure, sets) ?? [])
    .sort((one, other) => startOf(one.workout) - startOf(other.workout))
}

/** Of a pace less is better. */
export function isBetter(measure: Measure, value: number, than: number): boolean {
  return measure === 'pace' ? value < than : value > than
}

function measured(measure: Measure, sets: readonly Counted[]): Measured | null {
  switch (measure) {
    case 'estimate':
      return best(sets, ({ estimate }) => estimate)
    case 'added':
      return best(sets, addedOf)
    case 'reps':
      return best(whole(sets), ({ set }) => set.fields.reps)
    case 'seconds':
      return best(whole(sets), secondsOf)
    case 'metres':
      return best(whole(sets), metresOf)
    case 'volume':
      return total(sets, ({ tonnage }) => tonnage)
    case 'total reps':
      return total(sets, ({ repetitions }) => repetitions)
    case 'total seconds':
      return total(sets, secondsOf)
    case 'total metres':
      return total(sets, metresOf)
    case 'pace':
      return pace(sets)
  }
}

/**
 * An estimate without the body's weight, as the server's estimated_added_load: what to hang on for one repetition or,
 * negative, the help that it would take. Null where the body is not in the estimate.
 */
export function addedOf({ estimate, mode, bodyWeight, measurement }: Counted): number | null {
  const hasBody = measurement === 'weight_reps' && (mode === 'bodyweight_plus' || mode === 'assisted')
  return hasBody && estimate !== null && bodyWeight !== null ? estimate - bodyWeight : null
}

/** Seconds a kilometre, of the sets that have both numbers. */
function pace(sets: readonly Counted[]): Measured | null {
  const both = sets.filter((each) => secondsOf(each) > 0 && metresOf(each) > 0)
  const seconds = both.reduce((sum, each) => sum + secondsOf(each), 0)
  const metres = both.reduce((sum, each) => sum + metresOf(each), 0)
  const [first] = both
  return first ? { workout: first.workout, value: seconds / (metres / 1000), set: null } : null
}

function whole(sets: readonly Counted[]): Counted[] {
  return sets.filter((each) => each.whole)
}

/** Of the best set; of equals of the first. Help that is needed makes a value below zero, which is one all the same. */
function best(sets: readonly Counted[], of: (set: Counted) => number | null): Measured | null {
  let highest: Measured | null = null
  for (const set of sets.toSorted(byTime)) {
    const value = of(set)
    if (value === null || (value === 0 && of !== addedOf)) continue
    if (!highest || value > highest.value) highest = { workout: set.workout, value, set }
  }
  return highest
}

function total(sets: readonly Counted[], of: (set: Counted) => number): Measured | null {
  const value = sets.reduce((sum, each) => sum + of(each), 0)
  const [first] = sets
  return first && value > 0 ? { workout: first.workout, value, set: null } : null
}

function byTime(one: Counted, other: Counted): number {
  return Date.parse(one.set.fields.performed_at) - Date.parse(other.set.fields.performed_at)
}
