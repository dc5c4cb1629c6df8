import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { MuscleVolume, Progress, Records } from '../../src/api/schema'
import { newId } from '../../src/core/ids'
import { Local } from '../../src/core/local'
import { complete } from '../../src/core/defaults'
import type { Fields, Kind, ToldRow } from '../../src/core/rows'
import { readProgress, readWeeks } from '../../src/data/progress'
import { startFromDay } from '../../src/data/starting'
import { pastOf } from '../../src/data/history'
import { readPlannedDay, readWorkout } from '../../src/data/workouts'
import { rounded } from '../../src/domain/formulas'
import { addedOf } from '../../src/domain/measures'
import { weekOf } from '../../src/domain/muscle-weeks'

interface Week {
  best: number
  added: number | null
  volume: number
  tonnage: number
  sets: number
}

interface Told {
  rows: ToldRow[]
  /** A workout that the server started from a day of a plan. */
  started: { workout: string; day: string }
  /** Rows of which as little was said as can be. */
  bare: { kind: Kind; said: Fields; fields: Fields }[]
  exercises: { id: string; progress: Progress; records: Records }[]
  muscles: MuscleVolume
  /** The newest of all. */
  workouts: { id: string; working_sets: number }[]
}

const told = JSON.parse(readFileSync(process.env.TOLD ?? '', 'utf8')) as Told
const local = await Local.open(newId())
// As the sync does: a row may be told twice, on different pages.
for (const row of told.rows) await local.change(({ store }) => store.take([row]))

test.each(told.exercises)('progress of $progress.name', async ({ id, progress }) => {
  const own = await local.read((reader) => readProgress(reader, id))
  const weeks = new Map<string, Week>()
  for (const { workout, best, volume, tonnage, sets } of own?.workouts ?? []) {
    const week = weekOf(workout.fields.performed_on, 1)
    const held = weeks.get(week) ?? { best: 0, added: null, volume: 0, tonnage: 0, sets: 0 }
    const isBest = (best?.estimate ?? 0) > held.best
    weeks.set(week, {
      best: Math.max(held.best, best?.estimate ?? 0),
      added: isBest && best ? addedOf(best) : held.added,
      volume: held.volume + volume,
      tonnage: held.tonnage + tonnage,
      sets: held.sets + sets,
    })
  }

  const bests = [...weeks]
    .filter(([, { best }]) => best > 0)
    .map(([week, { best, added }]) => [week, rounded(best), added === null ? null : rounded(added)])
  expect(bests).toEqual(
    progress.weeks.map((week) => [
      week.week_starts_on,
      Number(week.estimated_1rm),
      week.estimated_added_load === null ? null : Number(week.estimated_added_load),
    ]),
  )
  const training = [...weeks].map(([week, { sets, volume, tonnage }]) => [
    week,
    sets,
    rounded(volume),
    rounded(tonnage),
  ])
  expect(training).toEqual(
    progress.training.map((each) => [
      each.week_starts_on,
      Number(each.sets),
      Number(each.volume),
      Number(each.tonnage),
    ]),
  )
  expect(own?.withoutBodyWeight).toBe(progress.sets_without_body_weight)
})

test.each(told.exercises)('records of $records.name', async ({ id, records }) => {
  const own = (await local.read((reader) => readProgress(reader, id)))?.records

  expect(own?.heaviest?.set.id ?? null).toBe(records.heaviest?.set_id ?? null)
  expect(own?.bestEstimate?.set.id ?? null).toBe(records.best_estimate?.set.set_id ?? null)
  expect(own?.mostReps.map((each) => each.set.id)).toEqual(records.most_reps.map((each) => each.set_id))
  expect(own?.longest?.set.id ?? null).toBe(records.longest?.set_id ?? null)
  expect(own?.mostVolume?.workout.id ?? null).toBe(records.most_volume?.workout_id ?? null)
  expect(own?.mostSets?.workout.id ?? null).toBe(records.most_sets?.workout_id ?? null)
})

test('working sets of each workout', async () => {
  const own = await local.read((reader) =>
    Promise.all(
      told.workouts.map(async ({ id }) => {
        const tree = await readWorkout(reader, id)
        return { id, working_sets: tree && pastOf(tree).sets }
      }),
    ),
  )

  expect(own).toEqual(told.workouts.map(({ id, working_sets }) => ({ id, working_sets })))
})

test('sets of each group of muscles', async () => {
  const weeks = await local.read((reader) => readWeeks(reader, 8))
  const own = weeks.map(({ starts, groups }) => [
    starts,
    Object.fromEntries(
      groups
        .map(({ group, direct, indirect }) => [group, direct + indirect] as const)
        .filter(([, sets]) => sets > 0)
        .sort(([one], [other]) => one.localeCompare(other)),
    ),
  ])

  expect(own).toEqual(
    told.muscles.weeks.map(({ week_starts_on, groups }) => [
      week_starts_on,
      Object.fromEntries(
        groups
          .map(({ group, sets }) => [group as string, Number(sets)] as const)
          .sort(([one], [other]) => one.localeCompare(other)),
      ),
    ]),
  )
})

test('a workout that is begun from a plan is the same on both sides', async () => {
  const { workout, day } = told.started
  const phone = await Local.open(newId())
  const done: Kind[] = ['workout', 'workout_exercise', 'set']
  await phone.change(({ store }) => store.take(told.rows.filter(({ kind }) => !done.includes(kind))))
  const planned = await phone.read((reader) => readPlannedDay(reader, day))

  await startFromDay(phone, planned!, { id: workout })

  const entries = async (of: Local) =>
    (await of.read((reader) => reader.children('workout_exercise', workout)))
      .map(({ id, fields }) => ({ id, ...fields }))
      .sort((one, other) => one.display_order - other.display_order)
  expect(await entries(phone)).toEqual(await entries(local))
  const row = async (of: Local) => (await of.read((reader) => reader.get('workout', workout)))?.fields
  const [own, servers] = [await row(phone), await row(local)]
  const made = { started_at: servers?.started_at, performed_on: servers?.performed_on }
  expect({ ...own, ...made, time_zone: servers?.time_zone }).toEqual(servers)
  phone.close()
})

test.each(told.bare)(
  'what nobody said of a $kind is what the server makes of it',
  ({ kind, said, fields }) => {
    expect(complete(kind, said)).toEqual(fields)
  },
)
