import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Local } from '../../src/core/local'
import { pastOf } from '../../src/data/history'
import { readProgress } from '../../src/data/progress'
import { readWorkout } from '../../src/data/workouts'
import type { Counted } from '../../src/domain/counted'
import { deviceWith, type Named } from './device'
import { vectors } from './vectors'

interface Expected {
  set: string
  estimate: string | null
  moved: string | null
  rank: string | null
  repetitions: number | null
  volume: string
  tonnage: string
  sets: string
  whole: boolean
  lacks_body_weight: boolean
}
const { rows } = vectors<{ rows: Named[] }>('training')
const expected = vectors<{ kg: Expected[]; lb: Expected[]; workouts: { workout: string; sets: number }[] }>(
  'counted_sets',
)
const EXERCISES = rows.map(({ id }) => id).filter((id) => id.startsWith('x'))

describe.each(['kg', 'lb'] as const)('in %s', (unit) => {
  let local: Local
  const counted = new Map<string, Counted>()
  beforeAll(async () => {
    local = await deviceWith(rows, { unit, e1rm_formula: 'brzycki' })
    for (const exercise of EXERCISES) {
      const progress = await local.read((reader) => readProgress(reader, exercise))
      for (const each of progress?.counted ?? []) counted.set(each.set.id, each)
    }
  })
  afterAll(() => local.close())

  test.each(expected[unit])('$set counts for what it counts on the server', (each) => {
    const own = counted.get(each.set)

    expect(own).toMatchObject({
      whole: each.whole,
      lacksBodyWeight: each.lacks_body_weight,
      repetitions: each.repetitions ?? 0,
      sets: Number(each.sets),
      moved: near(each.moved),
      rank: near(each.rank),
      estimate: near(each.estimate),
      volume: near(each.volume),
      tonnage: near(each.tonnage),
    })
  })

  test('no other set counts', () => {
    expect([...counted.keys()].sort()).toEqual(expected[unit].map(({ set }) => set).sort())
  })
})

test('each workout has as many working sets as the server lists', async () => {
  const local = await deviceWith(rows)

  const own = await local.read((reader) =>
    Promise.all(
      expected.workouts.map(async ({ workout }) => {
        const tree = await readWorkout(reader, workout)
        return { workout, sets: tree && pastOf(tree).sets }
      }),
    ),
  )

  expect(own).toEqual(expected.workouts)
  local.close()
})

/** The server's six decimals. */
function near(value: string | null): unknown {
  return value === null ? null : expect.closeTo(Number(value), 5)
}
