import type { FieldsOf, Row } from '../core/rows'
import { estimate, inUnit, toFailure, type Formula, type Unit } from './formulas'

/** A set, the workout it was done in, and what the body weighed then in the person's unit, where it is known. */
export interface Done {
  set: Row<'set'>
  workout: Row<'workout'>
  bodyWeight: number | null
}
export interface Asked {
  unit: Unit
  formula: Formula
  exercise: Pick<FieldsOf['exercise'], 'measurement' | 'load_mode'>
}

/** What a working set counts for: the same rules as the server's. Loads are in the person's unit. */
export interface Counted extends Done {
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
}

/** Of working sets alone; workouts that were cancelled are to be left out before. */
export function count(done: Done, { unit, formula, exercise }: Asked): Counted {
  const { fields } = done.set
  const load = fields.load === null ? null : inUnit(Number(fields.load), fields.load_unit ?? unit, unit)
  // A set without a load moved what the exercise moves.
  const mode = fields.load_mode === 'external' && !load ? exercise.load_mode : fields.load_mode
  const bodyWeight = exercise.measurement === 'weight_reps' ? done.bodyWeight : null
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
    moved,
    rank: mode === 'assisted' ? -added : mode === 'band' && load !== null ? null : added,
    estimate: failing !== null && moved !== null && moved > 0 ? estimate(moved, failing, formula) : null,
    repetitions,
    volume: mode === 'external' || mode === 'bodyweight_plus' ? (load ?? 0) * repetitions : 0,
    tonnage: (moved ?? 0) * repetitions,
    sets: setsCounted(fields),
    whole,
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
  best: Counted | null
  volume: number
  tonnage: number
  sets: number
}

export function byWorkout(counted: readonly Counted[]): WorkoutTotal[] {
  const totals = new Map<string, WorkoutTotal>()
  for (const each of counted) {
    const { workout } = each
    const total = totals.get(workout.id) ?? { workout, best: null, volume: 0, tonnage: 0, sets: 0 }
    total.volume += each.volume
    total.tonnage += each.tonnage
    total.sets += each.sets
    if (each.estimate !== null && each.estimate > (total.best?.estimate ?? 0)) total.best = each
    totals.set(workout.id, total)
  }
  return [...totals.values()].sort((one, other) => startOf(one.workout) - startOf(other.workout))
}

export function startOf(workout: Row<'workout'>): number {
  return Date.parse(workout.fields.started_at)
}

/** What was never surpassed, and the one who was first of equals. */
export interface Records {
  heaviest: Counted | null
  bestEstimate: Counted | null
  /** The most repetitions at each load, heaviest first, without those that a heavier one surpasses. */
  mostReps: Counted[]
  longest: Counted | null
  farthest: Counted | null
  mostVolume: WorkoutTotal | null
  mostSets: WorkoutTotal | null
}

const METRES = { m: 1, km: 1000, mi: 1609.344, yd: 0.9144, ft: 0.3048 }

export function recordsOf(counted: readonly Counted[]): Records {
  const whole = counted.filter((each) => each.whole).sort(byTime)
  const totals = byWorkout(counted)
  const metres = ({ set: { fields } }: Counted) =>
    fields.distance === null ? null : Number(fields.distance) * METRES[fields.distance_unit ?? 'm']
  const seconds = ({ set: { fields } }: Counted) =>
    fields.duration_seconds === null ? null : Number(fields.duration_seconds)
  const loaded = whole.filter(({ set: { fields } }) => fields.load !== null && fields.reps !== null)
  return {
    heaviest: most(
      loaded,
      (each) => each.rank,
      (each) => each.set.fields.reps ?? 0,
    ),
    bestEstimate: most(whole, (each) => each.estimate),
    mostReps: frontier(whole.filter(({ set: { fields } }) => fields.reps !== null)),
    longest: most(whole, seconds),
    farthest: most(whole, metres),
    mostVolume: mostOf(totals, (each) => each.tonnage),
    mostSets: mostOf(totals, (each) => each.sets),
  }
}

function byTime(one: Counted, other: Counted): number {
  return Date.parse(one.set.fields.performed_at) - Date.parse(other.set.fields.performed_at)
}

/** Of equals the first; `second` decides between equals before that. */
function most(
  sets: readonly Counted[],
  value: (set: Counted) => number | null,
  second: (set: Counted) => number = () => 0,
): Counted | null {
  let best: { set: Counted; value: number } | null = null
  for (const set of sets) {
    const own = value(set)
    if (own === null) continue
    const better = !best || own > best.value || (own === best.value && second(set) > second(best.set))
    if (better) best = { set, value: own }
  }
  return best?.set ?? null
}

function mostOf(
  totals: readonly WorkoutTotal[],
  value: (total: WorkoutTotal) => number,
): WorkoutTotal | null {
  let best: WorkoutTotal | null = null
  for (const total of totals) if (value(total) > (best ? value(best) : 0)) best = total
  return best
}

function frontier(sets: readonly Counted[]): Counted[] {
  const ranked = sets.filter((each) => each.rank !== null)
  const sorted = [...ranked].sort(
    (one, other) =>
      (other.rank ?? 0) - (one.rank ?? 0) ||
      (other.set.fields.reps ?? 0) - (one.set.fields.reps ?? 0) ||
      byTime(one, other),
  )
  const found: Counted[] = []
  for (const each of sorted) {
    if ((each.set.fields.reps ?? 0) > (found.at(-1)?.set.fields.reps ?? 0)) found.push(each)
  }
  return found
}
