import type { FieldsOf, Row } from '../core/rows'
import { estimate, inUnit, rounded, toFailure, type Formula, type Unit } from './formulas'

/** A set, the workout it was done in, and what the body weighed then in the person's unit, where it is known. */
export interface Done {
  set: Row<'set'>
  workout: Row<'workout'>
  bodyWeight: number | null
}
export interface CountingRules {
  unit: Unit
  formula: Formula
  exercise: Pick<FieldsOf['exercise'], 'measurement' | 'load_mode'>
}

/** What a working set counts for: the same rules as the server's. Loads are in the person's unit. */
export interface Counted extends Done {
  measurement: Measurement
  /** What its load is; where it has none, what the exercise's is. */
  mode: FieldsOf['set']['load_mode']
  /** All that was moved; null where that is unknown, as with a band. */
  moved: number | null
  /** To compare loads by: help is negative, a band has none. */
  rank: number | null
  estimate: number | null
  /** Of both sides. */
  repetitions: number
  volume: number
  tonnage: number
  /** A further piece of a set is none; one side alone is half of one. */
  sets: number
  /** It can be a record: no further piece, no half movement, no attempt of which none was made. */
  whole: boolean
  /** The body moved too, and nobody knows what it weighed: left out of estimates and tonnage. */
  lacksBodyWeight: boolean
}
type Measurement = FieldsOf['exercise']['measurement']

/** Of working sets alone; workouts that were cancelled are to be left out before. */
export function count(done: Done, { unit, formula, exercise }: CountingRules): Counted {
  const { fields } = done.set
  const load = fields.load === null ? null : inUnit(Number(fields.load), fields.load_unit ?? unit, unit)
  // A set without a load moved what the exercise moves.
  const mode = fields.load_mode === 'external' && !load ? exercise.load_mode : fields.load_mode
  const movesTheBody =
    exercise.measurement === 'weight_reps' && (mode === 'bodyweight_plus' || mode === 'assisted')
  const bodyWeight = movesTheBody ? done.bodyWeight : null
  const added = load ?? 0
  const moved =
    mode === 'external'
      ? load
      : mode === 'band' || bodyWeight === null
        ? null
        : mode === 'bodyweight_plus'
          ? bodyWeight + added
          : bodyWeight - added
  const reps = fields.reps ?? 0
  const repetitions = fields.side === 'each' ? 2 * reps : reps
  const further = fields.continues_set_id !== null
  const whole = !further && fields.technique !== 'partial_length' && fields.reps !== 0
  const failing = whole ? toFailure(fields.reps, fields.rpe, fields.rir) : null
  return {
    ...done,
    measurement: exercise.measurement,
    mode,
    moved,
    rank: mode === 'assisted' ? -added : mode === 'band' && load !== null ? null : added,
    estimate: failing !== null && moved !== null && moved > 0 ? estimate(moved, failing, formula) : null,
    repetitions,
    volume: mode === 'external' || mode === 'bodyweight_plus' ? (load ?? 0) * repetitions : 0,
    tonnage: (moved ?? 0) * repetitions,
    sets: setsCounted(fields),
    whole,
    lacksBodyWeight: movesTheBody && bodyWeight === null && !further && reps >= 1,
  }
}

/** A further piece and an attempt of which none was made are no set; one side alone is half of one. */
export function setsCounted({ continues_set_id, reps, side }: FieldsOf['set']): number {
  if (continues_set_id !== null || reps === 0) return 0
  return side === 'left' || side === 'right' ? 0.5 : 1
}

/** Each workout with what it came to, oldest first. */
export interface WorkoutTotal {
  workout: Row<'workout'>
  /** When its first counted set was done, in milliseconds. */
  began: number
  /** With the best estimate; of equals the one done first. */
  best: Counted | null
  volume: number
  tonnage: number
  sets: number
}

export function byWorkout(counted: readonly Counted[]): WorkoutTotal[] {
  const totals = new Map<string, WorkoutTotal>()
  for (const each of counted.toSorted(byTime)) {
    const { workout } = each
    const began = Date.parse(each.set.fields.performed_at)
    const total = totals.get(workout.id) ?? { workout, began, best: null, volume: 0, tonnage: 0, sets: 0 }
    total.volume += each.volume
    total.tonnage += each.tonnage
    total.sets += each.sets
    if (each.estimate !== null && compare(each.estimate, total.best?.estimate ?? 0) > 0) total.best = each
    totals.set(workout.id, total)
  }
  return [...totals.values()].sort((one, other) => startOf(one.workout) - startOf(other.workout))
}

export function startOf(workout: Row<'workout'>): number {
  return Date.parse(workout.fields.started_at)
}

/** What was never surpassed, and the one who was first of equals; null or empty what makes no sense for the exercise. */
export interface Records {
  /** With the most load, or the least help. */
  heaviest: Counted | null
  bestEstimate: Counted | null
  /** The most repetitions at each load, heaviest first, without those that a heavier one surpasses. */
  mostReps: Counted[]
  longest: Counted | null
  farthest: Counted | null
  /** With the most tonnage. */
  mostVolume: WorkoutTotal | null
  mostSets: WorkoutTotal | null
}

export const METRES = { m: 1, km: 1000, mi: 1609.344, yd: 0.9144, ft: 0.3048 }

export function recordsOf(counted: readonly Counted[]): Records {
  const whole = counted.filter((each) => each.whole).sort(byTime)
  const of = (...measurements: Measurement[]) =>
    whole.filter(({ measurement }) => measurements.includes(measurement))
  const totals = byWorkout(counted).sort(
    (one, other) => one.began - other.began || byId(one.workout, other.workout),
  )
  return {
    heaviest: most(of('weight_reps', 'weight_duration', 'weight_distance').filter(isLoaded), [
      (each) => each.rank,
      repsOf,
    ]),
    bestEstimate: most(whole, [(each) => each.estimate]),
    mostReps: frontier(of('weight_reps', 'reps')),
    longest: most(
      of('duration', 'weight_duration', 'distance_duration').filter((each) => secondsOf(each) > 0),
      [secondsOf, repsOf],
    ),
    farthest: most(
      of('distance_duration', 'weight_distance').filter((each) => metresOf(each) > 0),
      [metresOf, repsOf],
    ),
    mostVolume: most(
      counted[0]?.measurement === 'weight_reps'
        ? totals.filter(({ volume, tonnage }) => rounded(volume) > 0 || rounded(tonnage) > 0)
        : [],
      [({ tonnage }) => rounded(tonnage), ({ volume }) => rounded(volume)],
    ),
    mostSets: most(
      totals.filter(({ sets }) => sets > 0),
      [({ sets }) => sets],
    ),
  }
}

/** Help may be none at all, and so may what is hung on the body. */
function isLoaded({ mode, set: { fields } }: Counted): boolean {
  const done = Number(fields.reps ?? fields.duration_seconds ?? fields.distance ?? 0)
  return done > 0 && (Number(fields.load ?? 0) > 0 || mode === 'bodyweight_plus' || mode === 'assisted')
}

function repsOf({ set: { fields } }: Counted): number {
  return fields.reps ?? -1
}

export function secondsOf({ set: { fields } }: Counted): number {
  return Number(fields.duration_seconds ?? 0)
}

export function metresOf({ set: { fields } }: Counted): number {
  return Number(fields.distance ?? 0) * METRES[fields.distance_unit ?? 'm']
}

/** The most repetitions at each load, of sets in the order of time. Where only repetitions count, all loads are one. */
function frontier(sets: readonly Counted[]): Counted[] {
  const at = ({ measurement, rank }: Counted) => (measurement === 'reps' ? 0 : rank)
  const sorted = sets
    .filter((each) => at(each) !== null && repsOf(each) >= 1)
    .sort((one, other) => compare(at(other) ?? 0, at(one) ?? 0) || repsOf(other) - repsOf(one))
  const frontier: Counted[] = []
  for (const each of sorted) {
    const surpassed = frontier.at(-1)
    if (!surpassed || repsOf(each) > repsOf(surpassed)) frontier.push(each)
  }
  return frontier
}

/** With the most of the first value, of equals with the most of the next, and of equals in all the first. */
function most<T>(items: readonly T[], values: readonly ((item: T) => number | null)[]): T | null {
  let best: T | null = null
  for (const item of items) {
    if (values[0]?.(item) === null) continue
    const than = best
    if (than === null || values.reduce((order, of) => order || compare(of(item) ?? 0, of(than) ?? 0), 0) > 0)
      best = item
  }
  return best
}

/** Binary fractions of equal decimals differ in the last places: no two loads that can be typed are so close. */
const NOISE = 1e-12

function compare(one: number, other: number): number {
  const difference = one - other
  return Math.abs(difference) <= NOISE * Math.max(Math.abs(one), Math.abs(other)) ? 0 : difference
}

function byTime(one: Counted, other: Counted): number {
  const [first, second] = [one.set.fields.performed_at, other.set.fields.performed_at]
  return Date.parse(first) - Date.parse(second) || byId(one.set, other.set)
}

function byId(one: { id: string }, other: { id: string }): number {
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0
}
