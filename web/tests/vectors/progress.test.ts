import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Local } from '../../src/core/local'
import { readProgress, readWeeks, type ExerciseProgress } from '../../src/data/progress'
import type { Counted, WorkoutTotal } from '../../src/domain/counted'
import { rounded } from '../../src/domain/formulas'
import { addedOf } from '../../src/domain/measures'
import { weekOf } from '../../src/domain/muscle-weeks'
import { deviceWith, type Named } from './device'
import { vectors } from './vectors'

type Numbers = (string | number | null)[]
interface Progress {
  profile: { unit: string; e1rm_formula: string; first_weekday: number }[]
  exercises: {
    exercise: string
    without_body_weight: number
    /** Week, set, estimate, what of it is added to the body, body weight, day. */
    bests: Numbers[]
    /** Week, workouts, sets, repetitions, volume, tonnage. */
    weeks: Numbers[]
    records: Record<string, Numbers | Numbers[] | null>
  }[]
  muscles: { starts: string; groups: Record<string, string> }[]
}
const { rows } = vectors<{ rows: Named[] }>('training')
/** The day on which the server was asked. */
const TODAY = '2024-04-10T12:00:00Z'

describe.each([1, 2, 3, 4, 5, 6, 7])('of a week that begins on weekday %i', (weekday) => {
  const { profile, exercises, muscles } = vectors<Progress>(`progress_${weekday}`)
  let local: Local
  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(TODAY) })
    local = await deviceWith(rows, profile[0])
  })
  afterAll(() => {
    local.close()
    vi.useRealTimers()
  })
  const progressOf = async (id: string) => {
    const progress = await local.read((reader) => readProgress(reader, id))
    if (!progress) throw new Error(`there is no exercise ${id}`)
    return progress
  }

  test.each(exercises)('the weeks of $exercise', async ({ exercise, bests, weeks, without_body_weight }) => {
    const progress = await progressOf(exercise)

    expect(bestsOf(progress, weekday)).toEqual(bests.map(numbers))
    expect(weeksOf(progress, weekday)).toEqual(weeks.map(numbers))
    expect(progress.withoutBodyWeight).toBe(without_body_weight)
  })

  test.each(exercises)('the records of $exercise', async ({ exercise, records }) => {
    const own = (await progressOf(exercise)).records

    expect({
      heaviest: nameOf(own.heaviest),
      longest: nameOf(own.longest),
      farthest: nameOf(own.farthest),
      best_estimate: own.bestEstimate && [
        ...(nameOf(own.bestEstimate) ?? []),
        ...estimateOf(own.bestEstimate),
      ],
      most_reps: own.mostReps.map(nameOf),
      most_volume: totalOf(own.mostVolume),
      most_sets: totalOf(own.mostSets),
    }).toEqual(Object.fromEntries(Object.entries(records).map(([name, record]) => [name, numbers(record)])))
  })

  test('the sets of each group of muscles', async () => {
    const own = await local.read((reader) => readWeeks(reader, muscles.length))

    const groups = own.map(({ starts, groups }) => ({
      starts,
      groups: Object.fromEntries(
        groups
          .filter(({ direct, indirect }) => direct + indirect > 0)
          .map(({ group, direct, indirect }) => [group, String(direct + indirect)]),
      ),
    }))
    expect(groups).toEqual(muscles)
  })
})

/** Decimals of the server as numbers; ids and days stay. */
function numbers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(numbers)
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value
}

function bestsOf(progress: ExerciseProgress, weekday: number): unknown[] {
  const bests = new Map<string, Counted>()
  for (const { best } of progress.workouts) {
    const week = best && weekOf(best.workout.fields.performed_on, weekday)
    if (best && week && (best.estimate ?? 0) > (bests.get(week)?.estimate ?? 0)) bests.set(week, best)
  }
  return [...bests]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([week, best]) => [week, best.set.id, ...estimateOf(best), best.workout.fields.performed_on])
}

function estimateOf(best: Counted): (number | null)[] {
  const [added, body] = [addedOf(best), best.bodyWeight]
  return [
    rounded(best.estimate ?? 0),
    added === null ? null : rounded(added),
    added === null || body === null ? null : rounded(body),
  ]
}

function weeksOf({ counted }: ExerciseProgress, weekday: number): unknown[] {
  const weekOfSet = ({ workout }: Counted) => weekOf(workout.fields.performed_on, weekday)
  return [...new Set(counted.map(weekOfSet))].sort().map((week) => {
    const sets = counted.filter((each) => weekOfSet(each) === week)
    const sum = (of: (set: Counted) => number) => rounded(sets.reduce((total, each) => total + of(each), 0))
    return [
      week,
      new Set(sets.map(({ workout }) => workout.id)).size,
      sum((each) => each.sets),
      sum((each) => each.repetitions),
      sum((each) => each.volume),
      sum((each) => each.tonnage),
    ]
  })
}

function nameOf(counted: Counted | null): string[] | null {
  return counted && [counted.set.id, counted.workout.id, counted.workout.fields.performed_on]
}

function totalOf(total: WorkoutTotal | null): unknown {
  return (
    total && [
      total.workout.id,
      total.workout.fields.performed_on,
      total.sets,
      rounded(total.volume),
      rounded(total.tonnage),
    ]
  )
}
