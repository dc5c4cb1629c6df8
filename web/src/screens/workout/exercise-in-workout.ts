import type { DistanceUnit, LoadUnit } from '../../api/schema'
import type { Performance, WorkoutExercise } from '../../data/workouts'
import {
  listedSetsOf,
  plannedDrafts,
  type ListedSet,
  type Logged,
  type SetDraft,
  type SetFields,
  type SetValues,
} from './set-list'

/** An exercise of the workout with its list of sets. */
export interface ExerciseInWorkout extends WorkoutExercise {
  id: string
  name: string
  /** "A1" in a superset. */
  letter: string | null
  /** Which colour the superset has. */
  kind: 'steel' | 'heather'
  listedSets: ListedSet[]
  unit: LoadUnit
  distanceUnit: DistanceUnit
  past: Performance[]
  skipped: boolean
}
/** The set in hand. */
export interface CurrentSet {
  workoutExercise: ExerciseInWorkout
  set: ListedSet
  /** What stands in the panel: said, or shown in its place. */
  values: SetValues
}
/** What a workout knows of one of its exercises beside the rows themselves. */
interface Surroundings {
  /** "A1" in a superset. */
  letter: string | null
  /** The last times, the newest first. */
  past: Performance[]
  logged: Logged[]
  /** What was typed on this device; undefined while nobody changed what is planned. */
  drafts: readonly SetDraft[] | undefined
  skipped: boolean
  /** For loads while no set has one, and for what goes far and was never done. */
  usualUnit: LoadUnit
  usualDistanceUnit: DistanceUnit
}

/** An exercise as the logging screen shows it: its sets in one list, logged ones and those that are still to do. */
export function exerciseInWorkout(of: WorkoutExercise, around: Surroundings): ExerciseInWorkout {
  const { row, exercise } = of
  const { letter, past, logged, skipped } = around
  const [last] = past
  const lastSets = (last?.sets ?? []).map(({ fields }) => fields)
  const loggedSets = logged.map(({ fields }) => fields)
  const unit =
    [...loggedSets, ...lastSets].findLast((each) => each.load_unit !== null)?.load_unit ?? around.usualUnit
  const distanceUnit = distanceUnitOf(exercise, [...lastSets, ...loggedSets], around.usualDistanceUnit)
  const drafts = around.drafts ?? plannedDrafts(row.fields.target, lastSets)
  const heather = letter !== null && (letter.charCodeAt(0) - 65) % 2 === 1
  return {
    ...of,
    id: row.id,
    name: exercise?.fields.name ?? 'Exercise not read yet',
    letter,
    kind: heather ? 'heather' : 'steel',
    listedSets: listedSetsOf(of, drafts, logged, last, { unit, distanceUnit }),
    unit,
    distanceUnit,
    past,
    skipped,
  }
}

/** Skipped exercises have nothing left to do. */
export function isOpen(workoutExercise: ExerciseInWorkout, set: ListedSet): boolean {
  return set.state === 'open' && !workoutExercise.skipped
}

/** That in which it was last said; `far` for what goes far and was never done, metres for what is carried. */
function distanceUnitOf(
  exercise: ExerciseInWorkout['exercise'],
  sets: readonly SetFields[],
  far: DistanceUnit,
): DistanceUnit {
  const last = sets.findLast((each) => each.distance_unit !== null)?.distance_unit
  return last ?? (exercise?.fields.measurement === 'distance_duration' ? far : 'm')
}

/** Its working sets: how many are done, and how many there are in all. */
export function tallyOf({ listedSets }: ExerciseInWorkout): { done: number; planned: number } {
  const working = listedSets.filter((each) => each.type === 'working' && each.piece === 0)
  return { done: working.filter((each) => each.state !== 'open').length, planned: working.length }
}

/**
 * The sets of an exercise as lines, done ones too: what they say stays when they are taken back. Of those that were logged
 * elsewhere beyond what is to do here only `also`, which becomes one.
 */
export function draftsOf({ listedSets }: ExerciseInWorkout, also?: ListedSet): SetDraft[] {
  return listedSets
    .filter((each) => !each.isExtra || each === also)
    .map(({ index, type, technique, continues, entered }) => ({
      index,
      type,
      technique,
      continues,
      values: entered,
    }))
}

/** After a set of an exercise done by itself, in seconds. */
function restOf({ row, exercise }: ExerciseInWorkout, set: ListedSet, otherwise: number): number {
  const { target } = row.fields
  const own = target?.set_targets.find(
    ({ set_type, set_number }) => set_type === set.type && set_number === set.number,
  )
  return own?.rest_time ?? target?.rest_time ?? exercise?.fields.default_rest_seconds ?? otherwise
}

/** In seconds; a superset rests as long as that of its members which rests longest. */
export function longestRest(
  members: readonly ExerciseInWorkout[],
  set: ListedSet,
  otherwise: number,
): number {
  return Math.max(...members.map((each) => restOf(each, set, otherwise)))
}

/**
 * Between a member of a superset and the next, in seconds: what the plan asks for after this one, where that is less than
 * the rest after the round. Whoever plans the same for all of them means the round.
 */
export function restBetween(
  members: readonly ExerciseInWorkout[],
  workoutExercise: ExerciseInWorkout,
  set: ListedSet,
): number {
  if (!workoutExercise.row.fields.target) return 0
  const own = restOf(workoutExercise, set, 0)
  return own < longestRest(members, set, 0) ? own : 0
}
