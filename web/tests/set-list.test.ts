import { describe, expect, it } from 'vitest'
import { DEFAULTS } from '../src/core/kinds'
import type { Row } from '../src/core/rows'
import { roundsOf, lettersOf, stepAfter } from '../src/screens/workout/supersets'
import {
  effective,
  listedSetsOf,
  plannedDrafts,
  type SetDraft,
  type Logged,
  type SetFields,
} from '../src/screens/workout/set-list'
import { draftsOf, type ExerciseInWorkout } from '../src/screens/workout/exercise-in-workout'
import { planPlates } from '../src/screens/workout/plates'
import { clock } from '../src/domain/number-text'
import { secondsOfDigits } from '../src/screens/workout/words'

const SET: SetFields = {
  ...DEFAULTS.set,
  workout_exercise_id: 'we',
  exercise_id: 'ex',
  performed_at: '2026-01-01T10:00:00Z',
  reps: 5,
  load: '100',
  load_unit: 'kg',
}
const TARGET = {
  planned_exercise_id: 'ex',
  substitutes: [],
  intensity_technique: 'fail' as const,
  warmup_sets: 1,
  working_sets: 2,
  target_reps: 4,
  target_reps_max: 6,
  rpe_early: 8,
  rpe_last: 9,
  rest_time: 180,
  rest_time_max: null,
  per_side: false,
  notes: '',
  set_targets: [],
}

function entry(id: string, group: number | null = null, target: typeof TARGET | null = null) {
  const fields = {
    workout_id: 'w',
    exercise_id: 'ex',
    display_order: 1,
    superset_group: group,
    notes: '',
    returning_note: '',
    plan_exercise_id: null,
    target,
  }
  return { kind: 'workout_exercise', id, fields, waiting: false } satisfies Row<'workout_exercise'>
}
const set = (id: string, fields: Partial<SetFields>): Row<'set'> => ({
  kind: 'set',
  id,
  fields: { ...SET, ...fields },
  waiting: false,
})
const logged = (id: string, fields: Partial<SetFields>): Logged => ({
  id,
  fields: { ...SET, ...fields },
  state: 'done',
})
const last = (sets: Row<'set'>[]) => ({ workout: {} as Row<'workout'>, sets, entries: ['we'] })
const units = { unit: 'kg', distanceUnit: 'm' } as const

describe('the list of sets of an exercise', () => {
  const previous = [
    set('a', { set_index: 1, set_type: 'warmup', load: '60', reps: 8 }),
    set('b', { set_index: 2, load: '100', reps: 5 }),
    set('c', { set_index: 3, load: '97.5', reps: 8 }),
  ]
  const of = { row: entry('we', null, TARGET), exercise: undefined, sets: [] }
  const drafts = plannedDrafts(TARGET, [])

  it('has what the plan asks for, the last set with its technique', () => {
    const listedSets = listedSetsOf(of, drafts, [], last(previous), units)
    expect(listedSets.map(({ label }) => label)).toEqual(['W', '1', 'F'])
    expect(listedSets.map(({ targetRpe }) => targetRpe)).toEqual([undefined, '8', '9'])
  })

  it('matches warm-ups with warm-ups, and keeps repetitions within the plan', () => {
    const listedSets = listedSetsOf(of, drafts, [], last(previous), units)
    expect(listedSets.map((each) => effective(each).load)).toEqual(['60', '100', '97.5'])
    expect(listedSets.map((each) => effective(each).reps)).toEqual([8, 5, 6])
  })

  it('goes on with another load than the last time, once it was taken', () => {
    const done = logged('x', { set_index: 2, load: '102.5' })
    const listedSets = listedSetsOf(of, drafts, [done], last(previous), units)
    expect(listedSets.map(({ state }) => state)).toEqual(['open', 'done', 'open'])
    expect(listedSets[2] && effective(listedSets[2]).load).toBe('102.5')
  })

  it('has as many sets as the last time without a plan, and three the first time', () => {
    const fields = previous.map((each) => each.fields)
    expect(plannedDrafts(null, fields).map(({ type }) => type)).toEqual(['warmup', 'working', 'working'])
    expect(plannedDrafts(null, []).map(({ type }) => type)).toEqual(['working', 'working', 'working'])
  })

  it('counts pieces with their set', () => {
    const sets = [
      logged('s', { set_index: 1 }),
      logged('t', { set_index: 2, technique: 'drop_set', continues_set_id: 's' }),
      logged('u', { set_index: 3 }),
    ]
    const listedSets = listedSetsOf({ ...of, row: entry('we') }, [], sets, undefined, units)
    expect(listedSets.map(({ label, number, piece }) => [label, number, piece])).toEqual([
      ['1', 1, 0],
      ['D', 1, 1],
      ['2', 2, 0],
    ])
  })
})

describe('sets that were done elsewhere', () => {
  const drafts = plannedDrafts({ ...TARGET, warmup_sets: 2, working_sets: 3 }, [])
  const of = { row: entry('we'), exercise: undefined, sets: [] }
  const shown = (drafts: SetDraft[], sets: Logged[]) =>
    listedSetsOf(of, drafts, sets, undefined, units).map(({ label, state, logged, index }) => [
      label,
      state === 'open' ? 'open' : logged?.id,
      index,
    ])

  it('take the place of one that the plan asks for, and hide no other', () => {
    const warmups = [
      logged('w1', { set_type: 'warmup', set_index: 1 }),
      logged('w2', { set_type: 'warmup', set_index: 2 }),
    ]
    // The server knew of no warm-up yet when the set arrived there.
    const elsewhere = logged('x', { set_index: 1 })

    expect(shown(drafts, [...warmups, elsewhere])).toEqual([
      ['W', 'w1', 1],
      ['1', 'x', 1],
      ['W', 'w2', 2],
      ['2', 'open', 4],
      ['F', 'open', 5],
    ])
  })

  it('leave the warm-ups to do, which have places that nobody took', () => {
    expect(shown(drafts, [logged('x', { set_index: 1 })])).toEqual([
      ['1', 'x', 1],
      ['W', 'open', 2],
      ['W', 'open', 3],
      ['2', 'open', 4],
      ['F', 'open', 5],
    ])
  })

  it('beyond those of the plan are added to it', () => {
    const done = [1, 2, 3, 4].map((index) => logged(`x${index}`, { set_index: index }))
    expect(shown(plannedDrafts({ ...TARGET, warmup_sets: 0, working_sets: 3 }, []), done)).toHaveLength(4)
  })

  it('are no lines of this device: when they are deleted there, nothing is left to do in their place', () => {
    const drafts = plannedDrafts({ ...TARGET, warmup_sets: 0, working_sets: 1 }, [])
    const done = [logged('mine', { set_index: 1 }), logged('x', { set_index: 2 })]
    const listedSets = listedSetsOf(of, drafts, done, undefined, units)

    const kept = draftsOf({ listedSets } as ExerciseInWorkout)

    expect(shown(kept, [logged('mine', { set_index: 1 })])).toHaveLength(1)
  })

  it('that are pieces take the place of pieces of their set', () => {
    const drafts: SetDraft[] = [
      { index: 1, type: 'working', technique: null, continues: null, values: {} },
      { index: 2, type: 'working', technique: 'drop_set', continues: 1, values: {} },
      { index: 3, type: 'working', technique: null, continues: null, values: {} },
    ]
    const done = [
      logged('s', { set_index: 1 }),
      logged('d', { set_index: 9, technique: 'drop_set', continues_set_id: 's' }),
    ]
    expect(shown(drafts, done).map(([label, what]) => [label, what])).toEqual([
      ['1', 's'],
      ['2', 'open'],
      ['D', 'd'],
    ])
  })
})

describe('supersets', () => {
  const rounds = roundsOf([entry('a'), entry('b', 1), entry('c', 1), entry('d', 2)])

  it('have letters, and a group of one has none', () => {
    expect([...lettersOf(rounds)]).toEqual([
      ['b', 'A1'],
      ['c', 'A2'],
    ])
  })

  it('rest once, after the last member', () => {
    expect(stepAfter(rounds, 'b', () => true)).toEqual({ workoutExerciseId: 'c', rest: false })
    expect(stepAfter(rounds, 'c', () => true)).toEqual({ workoutExerciseId: 'b', rest: true })
    expect(stepAfter(rounds, 'b', (id) => id === 'b')).toEqual({ workoutExerciseId: 'b', rest: true })
    expect(stepAfter(rounds, 'c', (id) => id === 'a')).toEqual({ workoutExerciseId: 'a', rest: true })
  })

  it('rest when nothing is left unless a plan said so: another set may be added', () => {
    const planned = roundsOf([entry('p', null, TARGET)])
    expect(stepAfter(rounds, 'd', () => false)).toEqual({ workoutExerciseId: null, rest: true })
    expect(stepAfter(planned, 'p', () => false)).toEqual({ workoutExerciseId: null, rest: false })
  })
})

describe('plates', () => {
  const bars = [{ load: '20', unit: 'kg' as const, name: '' }]
  const plates = [
    { load: '20', unit: 'kg' as const, count: 2 },
    { load: '10', unit: 'kg' as const, count: 4 },
    { load: '1.25', unit: 'kg' as const, count: 2 },
  ]
  const side = (load: string) =>
    planPlates(load, 'kg', { bars, plates })?.exact?.side.map((each) => `${each.count}×${each.load}`)

  it('are made with as few as possible of those owned', () => {
    expect(side('60')).toEqual(['1×20'])
    expect(side('82.5')).toEqual(['1×20', '1×10', '1×1.25'])
    expect(side('20')).toEqual([])
  })

  it('name the nearest below and above', () => {
    const plan = planPlates('63', 'kg', { bars, plates })
    expect(plan?.exact).toBeNull()
    expect([plan?.below?.total, plan?.above?.total]).toEqual(['62.5', '80'])
  })

  it('are of most gyms where nothing was said, in pounds too', () => {
    expect(planPlates('135', 'lb', { bars: [], plates: [] })?.exact?.side).toEqual([
      { load: '45', unit: 'lb', count: 1 },
    ])
  })
})

it('reads and writes times', () => {
  expect(clock(42)).toBe('0:42')
  expect(clock(3730)).toBe('1:02:10')
  expect(secondsOfDigits('130')).toBe(90)
  expect(secondsOfDigits('')).toBeNull()
})
