import type { DistanceUnit, LoadUnit } from '../../api/schema'
import type { Performance, WorkoutExercise } from '../../data/workouts'
import type { Line, SetFields, Slot, Values } from './ledger'

/** An exercise of the workout with its ledger. */
export interface Station extends WorkoutExercise {
  id: string
  name: string
  /** "A1" in a superset. */
  letter: string | null
  /** Which colour the superset has. */
  kind: 'steel' | 'heather'
  slots: Slot[]
  unit: LoadUnit
  distanceUnit: DistanceUnit
  past: Performance[]
  skipped: boolean
}
/** The set in hand. */
export interface Hand {
  station: Station
  slot: Slot
  /** What stands in the deck: said, or shown in its place. */
  values: Values
}
/** Skipped exercises have nothing left to do. */
export function isOpen(station: Station, slot: Slot): boolean {
  return slot.state === 'open' && !station.skipped
}

/** That in which it was last said; `far` for what goes far and was never done, metres for what is carried. */
export function distanceUnitOf(
  exercise: Station['exercise'],
  sets: readonly SetFields[],
  far: DistanceUnit,
): DistanceUnit {
  const last = sets.findLast((each) => each.distance_unit !== null)?.distance_unit
  return last ?? (exercise?.fields.measurement === 'distance_duration' ? far : 'm')
}

/** Its working sets: how many are done, and how many there are in all. */
export function tallyOf({ slots }: Station): { done: number; planned: number } {
  const working = slots.filter((each) => each.type === 'working' && each.piece === 0)
  return { done: working.filter((each) => each.state !== 'open').length, planned: working.length }
}

/**
 * The sets of an exercise as lines, done ones too: what they say stays when they are taken back. Of those that were logged
 * elsewhere beyond what is to do here only `also`, which becomes one.
 */
export function linesOf({ slots }: Station, also?: Slot): Line[] {
  return slots
    .filter((each) => !each.isExtra || each === also)
    .map(({ index, type, technique, continues, said }) => ({
      index,
      type,
      technique,
      continues,
      values: said,
    }))
}

/** After a set of an exercise done by itself, in seconds. */
function restOf({ row, exercise }: Station, slot: Slot, otherwise: number): number {
  const { target } = row.fields
  const own = target?.set_targets.find(
    ({ set_type, set_number }) => set_type === slot.type && set_number === slot.number,
  )
  return own?.rest_time ?? target?.rest_time ?? exercise?.fields.default_rest_seconds ?? otherwise
}

/** In seconds; a superset rests as long as that of its members which rests longest. */
export function longestRest(members: readonly Station[], slot: Slot, otherwise: number): number {
  return Math.max(...members.map((each) => restOf(each, slot, otherwise)))
}

/**
 * Between a member of a superset and the next, in seconds: what the plan asks for after this one, where that is less than
 * the rest after the round. Whoever plans the same for all of them means the round.
 */
export function restBetween(members: readonly Station[], station: Station, slot: Slot): number {
  if (!station.row.fields.target) return 0
  const own = restOf(station, slot, 0)
  return own < longestRest(members, slot, 0) ? own : 0
}
