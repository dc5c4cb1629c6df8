import { expect, test } from 'vitest'
import { recordsOf, type Counted } from '../../src/domain/counted'
import { rounded } from '../../src/domain/formulas'
import { countingRules, kg, workout } from './training'

const BENCH = countingRules()
const ids = (sets: readonly Counted[]) => sets.map(({ set }) => set.id)

test('every record names the set or workout that holds it', () => {
  const one = workout(BENCH, [kg('100.0', 5), kg('60', 12), kg('60', 12)], { id: 'one' })
  const two = workout(BENCH, [kg('225', 4, { load_unit: 'lb', rpe: '9' })], {
    id: 'two',
    at: '2026-03-04T18:00:00Z',
  })

  const records = recordsOf([...two, ...one])

  expect(records).toMatchObject({ heaviest: two[0], bestEstimate: two[0], longest: null, farthest: null })
  expect(rounded(records.bestEstimate?.estimate ?? 0)).toBe(119.07)
  expect(ids(records.mostReps)).toEqual(['two1', 'one1', 'one2'])
  const most = { workout: one[0]?.workout, sets: 3, volume: 1940, tonnage: 1940 }
  expect(records).toMatchObject({ mostVolume: most, mostSets: most })
})

test.each([
  { technique: 'partial_length' },
  { reps: 0 },
  { load_mode: 'band' },
  { continues_set_id: 'w1' },
] as const)('what is no whole set with a known load is no record: %j', (typed) => {
  const records = recordsOf(workout(BENCH, [kg('50', 5), { ...kg('100', 6), ...typed }]))

  expect(ids(records.mostReps)).toEqual(['w1'])
  expect(records).toMatchObject({ heaviest: { set: { id: 'w1' } }, bestEstimate: { set: { id: 'w1' } } })
})

test('repetitions surpassed with more load are left out', () => {
  const sets = [kg('100', 3), kg('90', 8), kg('80', 8), kg('80', 6), kg('70', 12)]

  const { mostReps } = recordsOf(workout(BENCH, sets))

  expect(ids(mostReps)).toEqual(['w1', 'w2', 'w5'])
})

test('the same load written otherwise is one load, and whoever was first holds it', () => {
  const pounds = countingRules({}, { unit: 'lb' })
  const second = workout(pounds, [kg('100', 5)], { id: 'second', at: '2026-03-03T18:00:00Z' })

  const { mostReps, heaviest } = recordsOf([...second, ...workout(pounds, [kg('100.0', 5)], { id: 'first' })])

  expect(ids(mostReps)).toEqual(['first1'])
  expect(heaviest?.set.id).toBe('first1')
})

test('with help less is better, and a belt is better still', () => {
  const pullUp = countingRules({ load_mode: 'assisted' })
  const [assisted, belted] = [{ load_mode: 'assisted' }, { load_mode: 'bodyweight_plus' }] as const
  const helped = workout(pullUp, [kg('40', 8, assisted), kg('20', 5, assisted)], {
    id: 'helped',
    bodyWeight: 82,
  })
  const belt = workout(pullUp, [kg('5', 1, belted), { reps: 3, ...belted }], {
    id: 'belt',
    at: '2026-03-04T18:00:00Z',
  })

  const [before, after] = [recordsOf(helped), recordsOf([...helped, ...belt])]

  expect([before.heaviest?.set.id, after.heaviest?.set.id]).toEqual(['helped2', 'belt1'])
  expect(ids(after.mostReps)).toEqual(['belt1', 'belt2', 'helped2', 'helped1'])
  expect(rounded(before.bestEstimate?.estimate ?? 0)).toBe(72.33)
})

test('the body alone can be the heaviest, no load at all cannot', () => {
  const plus = countingRules({ load_mode: 'bodyweight_plus' })

  expect(recordsOf(workout(plus, [{ reps: 8 }])).heaviest?.set.id).toBe('w1')
  expect(recordsOf(workout(BENCH, [{ reps: 8 }, kg('0', 8)])).heaviest).toBeNull()
})

test('a load that hung on a body of unknown weight is volume all the same', () => {
  const records = recordsOf(workout(BENCH, [kg('10', 8, { load_mode: 'bodyweight_plus' })]))

  expect(records.mostVolume).toMatchObject({ volume: 80, tonnage: 0 })
})

test('what is held is measured in seconds', () => {
  const plank = countingRules({ measurement: 'duration' })

  const records = recordsOf(workout(plank, [{ duration_seconds: '60' }, { duration_seconds: '90.5' }]))

  expect(records).toMatchObject({
    heaviest: null,
    bestEstimate: null,
    mostReps: [],
    farthest: null,
    mostVolume: null,
  })
  expect(records).toMatchObject({ longest: { set: { id: 'w2' } }, mostSets: { sets: 2 } })
})

test('a load that is held or carried can be the heaviest, the time of a lift is no record', () => {
  const hold = { load: '40', load_unit: 'kg', duration_seconds: '30' } as const
  const carried = countingRules({ measurement: 'weight_duration' })

  expect(recordsOf(workout(carried, [{ ...hold, load: '20' }, hold])).heaviest?.set.id).toBe('w2')
  expect(recordsOf(workout(BENCH, [kg('100', 5, { duration_seconds: '20' })])).longest).toBeNull()
})

test('a distance is compared across units', () => {
  const run = countingRules({ measurement: 'distance_duration' })
  const records = recordsOf(
    workout(run, [
      { distance: '5', distance_unit: 'km', duration_seconds: '1500' },
      { distance: '3.2', distance_unit: 'mi', duration_seconds: '1400' },
    ]),
  )

  expect([records.farthest?.set.id, records.longest?.set.id]).toEqual(['w2', 'w1'])
})

test('1760 yards and a mile are as far', () => {
  const run = countingRules({ measurement: 'distance_duration' })
  const of = (distance: string, distance_unit: 'mi' | 'yd') => ({ distance, distance_unit })

  expect(recordsOf(workout(run, [of('1', 'mi'), of('1760', 'yd')])).farthest?.set.id).toBe('w1')
  expect(recordsOf(workout(run, [of('1760', 'yd'), of('1', 'mi')])).farthest?.set.id).toBe('w1')
})

test('where only repetitions count there is one most', () => {
  const jump = countingRules({ measurement: 'reps' })

  const records = recordsOf(workout(jump, [{ reps: 20 }, { reps: 30, side: 'each' }, kg('5', 25)]))

  expect(ids(records.mostReps)).toEqual(['w2'])
  expect(records.heaviest).toBeNull()
})

test('attempts of which none was made are no workout with the most sets', () => {
  expect(recordsOf(workout(BENCH, [kg('100', 0), kg('100', 0)])).mostSets).toBeNull()
})

test('an exercise never done has no records', () => {
  expect(recordsOf([])).toEqual({
    heaviest: null,
    bestEstimate: null,
    mostReps: [],
    longest: null,
    farthest: null,
    mostVolume: null,
    mostSets: null,
  })
})
