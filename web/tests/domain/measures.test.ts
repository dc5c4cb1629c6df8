import { expect, test } from 'vitest'
import { addedOf, isBetter, measuresOf, valuesOf } from '../../src/domain/measures'
import { bodyIn, distanceUnit, measureText, summaryOf } from '../../src/screens/progress/measure-words'
import { countingRules, kg, workout } from './training'

const TUESDAY = '2026-03-03T18:00:00Z'
const run = (distance: string, distance_unit: 'km' | 'mi' | 'm', duration_seconds: string) => ({
  distance,
  distance_unit,
  duration_seconds,
})

test('a hold is drawn by its longest set and by all its time', () => {
  const plank = countingRules({ measurement: 'duration' })
  const counted = [
    ...workout(plank, [{ duration_seconds: '60' }, { duration_seconds: '95' }]),
    ...workout(plank, [{ duration_seconds: '80' }], { id: 'x', at: TUESDAY }),
  ]

  expect(measuresOf('duration', counted)).toEqual(['seconds', 'total seconds'])
  expect(valuesOf('seconds', counted).map(({ value, set }) => [value, set?.set.id])).toEqual([
    [95, 'w2'],
    [80, 'x1'],
  ])
  expect(valuesOf('total seconds', counted).map(({ value }) => value)).toEqual([155, 80])
  expect(measureText('seconds', 95, 'kg', 'm')).toBe('1:35')
})

test('a run is drawn by its way and its pace, of which less is better', () => {
  const running = countingRules({ measurement: 'distance_duration' })
  const counted = [
    ...workout(running, [run('5', 'km', '1530'), { distance: '1', distance_unit: 'km' }]),
    ...workout(running, [run('3.2', 'mi', '1500')], { id: 'x', at: TUESDAY }),
  ]

  expect(measuresOf('distance_duration', counted)).toEqual(['metres', 'pace', 'total seconds'])
  const ways = valuesOf('metres', counted).map(({ value }) => measureText('metres', value, 'kg', 'km'))
  expect(ways).toEqual(['5 km', '5.15 km'])
  const paces = valuesOf('pace', counted)
  expect(paces.map(({ value }) => measureText('pace', value, 'kg', 'km'))).toEqual([
    '5:06 min/km',
    '4:51 min/km',
  ])
  expect(measureText('pace', paces[1]?.value ?? 0, 'kg', distanceUnit(counted))).toBe('7:49 min/mi')
  expect([isBetter('pace', 291, 306), isBetter('metres', 291, 306)]).toEqual([true, false])
  expect(summaryOf('pace', paces, (value) => measureText('pace', value, 'kg', 'km'))).toBe(
    '2 workouts, the best of them 4:51 min/km.',
  )
})

test('repetitions alone are drawn by the best set and by all of them', () => {
  const counted = workout(countingRules({ measurement: 'reps' }), [{ reps: 12 }, { reps: 15 }])

  expect(measuresOf('reps', counted)).toEqual(['reps', 'total reps'])
  expect([valuesOf('reps', counted)[0]?.value, valuesOf('total reps', counted)[0]?.value]).toEqual([15, 27])
})

test('sets of more than twelve have no estimate, and are drawn by their repetitions', () => {
  const counted = workout(countingRules(), [kg('40', 20)])

  expect(measuresOf('weight_reps', counted)).toEqual(['volume', 'reps'])
  expect(measuresOf('weight_reps', workout(countingRules(), [kg('40', 5)]))).toEqual(['estimate', 'volume'])
})

test('of a lift with the body it is said what the body is of the estimate, and what is left', () => {
  const pull = countingRules({ load_mode: 'bodyweight_plus' })
  const hung = (load: string) => [{ ...kg(load, 5), rir: '1', load_mode: 'bodyweight_plus' as const }]
  const [pulled] = workout(pull, hung('10'), { bodyWeight: 80 })
  const [helped] = workout(
    countingRules({ load_mode: 'assisted' }),
    [{ ...kg('40', 5), load_mode: 'assisted' }],
    {
      bodyWeight: 80,
    },
  )

  expect(measuresOf('weight_reps', [pulled!])).toEqual(['estimate', 'added', 'volume'])
  expect(measureText('added', addedOf(pulled!) ?? 0, 'kg', 'm')).toBe('+28 kg')
  expect(bodyIn(pulled!, addedOf(pulled!), 'kg')).toBe(
    'The body’s 80 kg are in it: 28 kg could be hung on for one repetition.',
  )
  expect(measureText('added', addedOf(helped!) ?? 0, 'kg', 'm')).toBe('−33.33 kg')
  expect(addedOf(workout(countingRules(), [kg('100', 5)], { bodyWeight: 80 })[0]!)).toBeNull()
})
