import type { Reader } from '../core/reader'
import type { Row } from '../core/rows'
import { aheadFrom, isAhead } from '../domain/clocks'
import { byWorkout, count, recordsOf, type Counted, type Records, type WorkoutTotal } from '../domain/counted'
import { inUnit, type Formula, type Unit } from '../domain/formulas'
import { daysLater, setsOfGroups, today, weekOf, type GroupSets, type Trained } from '../domain/muscle-weeks'
import { trendOf, type Trend } from '../domain/trend'
import { choiceOf, type Choice } from './exercise-search'

/** What the scales said is good for so long. In milliseconds: 180 days. */
const WEIGHED_WITHIN = 180 * 86_400_000
/** A workout begins at most so long before its last set, and days begin elsewhere: two days are enough. */
const ANY_ZONE = 2 * 86_400_000

export interface ExerciseProgress {
  exercise: Row<'exercise'>
  unit: Unit
  formula: Formula
  counted: Counted[]
  workouts: WorkoutTotal[]
  records: Records
  trend: Trend
  /** Working sets whose estimate lacks what the body weighed. */
  withoutBodyWeight: number
}

/** What the progress of any exercise is counted against; it is the same for all of them. */
export interface Background {
  profile: Row<'profile'> | undefined
  workouts: ReadonlyMap<string, Row<'workout'>>
  weighed: readonly Weight[]
}

export async function readBackground(reader: Reader): Promise<Background> {
  const [profile, workouts] = await Promise.all([reader.profile(), reader.byTime('workout')])
  return {
    profile,
    workouts: new Map(workouts.map((each) => [each.id, each])),
    weighed: profile ? await weights(reader, profile.fields.unit) : [],
  }
}

/** Undefined where there is no such exercise on this device. */
export async function readProgress(
  reader: Reader,
  id: string,
  background?: Background,
): Promise<ExerciseProgress | undefined> {
  const { profile, workouts: all, weighed } = background ?? (await readBackground(reader))
  const [exercise, done] = await Promise.all([reader.get('exercise', id), reader.ofExercise('set', id)])
  if (!exercise || !profile) return undefined
  const { unit, e1rm_formula: formula } = profile.fields
  const sets = done.filter(({ fields }) => fields.set_type === 'working')
  const workouts = await workoutsOf(reader, id, sets, all)
  const counted = sets.flatMap((set) => {
    const workout = workouts.get(set.fields.workout_exercise_id)
    if (!workout || workout.fields.status === 'cancelled') return []
    const options = { unit, formula, exercise: exercise.fields }
    return [count({ set, workout, bodyWeight: bodyWeight(workout, weighed, unit) }, options)]
  })
  const totals = byWorkout(counted)
  const estimates = totals.flatMap(({ best, workout }) =>
    best?.estimate ? [{ at: Date.parse(workout.fields.performed_on), value: best.estimate }] : [],
  )
  return {
    exercise,
    unit,
    formula,
    counted,
    workouts: totals,
    records: recordsOf(counted),
    trend: trendOf(estimates, Date.now()),
    withoutBodyWeight: counted.filter((each) => each.lacksBodyWeight).length,
  }
}

/** By the id of the exercise in the workout that sets belong to. One question for all, not two for each. */
async function workoutsOf(
  reader: Reader,
  exerciseId: string,
  sets: readonly Row<'set'>[],
  workouts: ReadonlyMap<string, Row<'workout'>>,
): Promise<Map<string, Row<'workout'>>> {
  const entries = await reader.ofExercise('workout_exercise', exerciseId)
  const above = new Map(entries.map((each) => [each.id, each.fields.workout_id]))
  const byPlace = new Map<string, Row<'workout'>>()
  for (const place of new Set(sets.map((each) => each.fields.workout_exercise_id))) {
    // Where another exercise was put in the place of one that had sets, the place is under that one's name.
    const id = above.get(place) ?? (await reader.get('workout_exercise', place))?.fields.workout_id
    const workout = id === undefined ? undefined : workouts.get(id)
    if (workout) byPlace.set(place, workout)
  }
  return byPlace
}

export interface Weight {
  at: number
  weight: number
}

async function weights(reader: Reader, unit: Unit): Promise<Weight[]> {
  const measured = await reader.byTime('measurement')
  return measured.flatMap(({ fields: { part, unit: own, amount, measured_at } }) =>
    part === 'body_weight' && (own === 'kg' || own === 'lb')
      ? [{ at: Date.parse(measured_at), weight: inUnit(Number(amount), own, unit) }]
      : [],
  )
}

/** What the workout says, else what the scales said last before it; newest first in `weighed`. */
function bodyWeight({ fields }: Row<'workout'>, weighed: readonly Weight[], unit: Unit): number | null {
  if (fields.body_weight !== null)
    return inUnit(Number(fields.body_weight), fields.body_weight_unit ?? unit, unit)
  const start = Date.parse(fields.started_at)
  return weighed.find(({ at }) => at <= start && at >= start - WEIGHED_WITHIN)?.weight ?? null
}

export interface Week {
  /** Its first day, as an ISO date. */
  starts: string
  workouts: number
  groups: GroupSets[]
}

/** The sets of each group of muscles in each of the last weeks, the present one last. */
export async function readWeeks(reader: Reader, weeks: number): Promise<Week[]> {
  const profile = await reader.profile()
  if (!profile) return []
  const { first_weekday, time_zone } = profile.fields
  const present = weekOf(today(time_zone), first_weekday)
  const starts = Array.from({ length: weeks }, (_, back) => daysLater(present, -7 * (weeks - 1 - back)))
  const from = Date.parse(starts[0] ?? present) - ANY_ZONE
  const days = new Map<string, { trained: Trained[]; workouts: Set<string> }>()
  const exercises = new Map((await reader.all('exercise')).map((each) => [each.id, each.fields]))
  const workouts = (await reader.byTime('workout', { from })).filter(
    ({ fields }) => fields.status !== 'cancelled',
  )
  await Promise.all(
    workouts.map(async (workout) => {
      const starts = weekOf(workout.fields.performed_on, first_weekday)
      const week = days.get(starts) ?? { trained: [], workouts: new Set() }
      days.set(starts, week)
      for (const set of await setsOf(reader, workout)) {
        week.workouts.add(workout.id)
        const exercise = exercises.get(set.fields.exercise_id)
        if (exercise) week.trained.push({ set, exercise, day: workout.fields.performed_on })
      }
    }),
  )
  return starts.map((start) => {
    const week = days.get(start)
    return { starts: start, workouts: week?.workouts.size ?? 0, groups: setsOfGroups(week?.trained ?? []) }
  })
}

async function setsOf(reader: Reader, workout: Row<'workout'>): Promise<Row<'set'>[]> {
  const exercises = await reader.children('workout_exercise', workout.id)
  return (await Promise.all(exercises.map((each) => reader.children('set', each.id)))).flat()
}

/** An exercise that was done, and when last. */
export interface DoneExercise extends Choice {
  last: number
}

/** All of which there is a set, the one done last first; what was done only ahead of now comes after all others. */
export async function readDone(reader: Reader, now = Date.now()): Promise<DoneExercise[]> {
  const place = (at: number) => (isAhead(at, now) ? at - Number.MAX_SAFE_INTEGER : at)
  const last = [...(await reader.lastOfExercises(aheadFrom(now)))].sort(
    ([, one], [, other]) => place(other) - place(one),
  )
  const done = await Promise.all(
    last.map(async ([id, at]) => {
      const exercise = await reader.get('exercise', id)
      return exercise ? [{ ...choiceOf(exercise, at), last: at }] : []
    }),
  )
  return done.flat()
}
