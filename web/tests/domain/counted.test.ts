import { describe, expect, test } from 'vitest'
import { byWorkout } from '../../src/domain/counted'
import { rounded } from '../../src/domain/formulas'
import { countingRules, kg, workout } from './training'

const BELT = kg('10', 8, { load_mode: 'bodyweight_plus' })
const HELP = kg('30', 8, { load_mode: 'assisted' })

describe('a body that is moved', () => {
  test.each([
    [BELT, 116.53],
    [{ ...BELT, load: null, load_unit: null }, 103.87],
    [HELP, 65.87],
  ])('counts with what it weighed: %j', (typed, expected) => {
    const [counted] = workout(countingRules(), [typed], { bodyWeight: 82 })

    expect(rounded(counted?.estimate ?? 0)).toBe(expected)
  })

  test('is what a set without a load moved, where the exercise says so', () => {
    const [counted] = workout(countingRules({ load_mode: 'bodyweight_plus' }), [{ reps: 8 }], {
      bodyWeight: 82,
    })

    expect(rounded(counted?.estimate ?? 0)).toBe(103.87)
  })

  test('is left out where nobody knows what it weighed, and that is told', () => {
    const counted = workout(countingRules(), [BELT, HELP, kg('20', 5), { reps: 5 }])

    expect(counted.map((each) => each.estimate === null)).toEqual([true, true, false, true])
    expect(counted.map((each) => each.lacksBodyWeight)).toEqual([true, true, false, false])
    expect(byWorkout(counted.slice(0, 2))).toMatchObject([{ sets: 2, volume: 80, tonnage: 0 }])
  })

  test('that gets more help than it weighs says nothing', () => {
    const [counted] = workout(countingRules(), [{ ...HELP, load: '82' }], { bodyWeight: 82 })

    expect(counted).toMatchObject({ estimate: null, lacksBodyWeight: false })
  })

  test('does not move in what is measured otherwise', () => {
    const [counted] = workout(countingRules({ measurement: 'reps' }), [BELT], { bodyWeight: 82 })

    expect(counted).toMatchObject({ moved: null, lacksBodyWeight: false })
  })
})

test('a workout is its working sets of both sides', () => {
  const counted = workout(countingRules(), [
    kg('20', 10, { side: 'each' }),
    kg('20', 8, { side: 'left' }),
    kg('20', 0),
    kg('100', 5, { load_unit: 'lb', technique: 'partial_length' }),
    kg('15', 9, { load_mode: 'band' }),
  ])

  const [total] = byWorkout(counted)

  expect([total?.sets, rounded(total?.volume ?? 0), rounded(total?.tonnage ?? 0)]).toEqual([
    3.5, 786.8, 786.8,
  ])
  expect(counted.reduce((sum, each) => sum + each.repetitions, 0)).toBe(42)
})

test('the pieces of a set add volume, but neither sets nor estimates', () => {
  const piece = { continues_set_id: 'w1' }
  const [total] = byWorkout(
    workout(countingRules(), [kg('20', 10), kg('15', 12, piece), kg('10', 12, piece)]),
  )

  expect(total).toMatchObject({ sets: 1, volume: 500, tonnage: 500, best: { set: { id: 'w1' } } })
})

test('of equal estimates the one done first is the best, in whatever order they come', () => {
  const counted = workout(countingRules(), [kg('90', 10), kg('100', 6), kg('90', 10)])

  expect(byWorkout(counted.toReversed())[0]?.best?.set.id).toBe('w1')
})

test('workouts come in the order in which they began', () => {
  const sets = [
    ...workout(countingRules(), [kg('100', 5)], { id: 'later', at: '2026-03-09T18:00:00Z' }),
    ...workout(countingRules(), [kg('100', 5)], { id: 'sooner' }),
  ]

  expect(byWorkout(sets).map((each) => each.workout.id)).toEqual(['sooner', 'later'])
})
