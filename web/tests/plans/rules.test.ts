import { expect, test } from 'vitest'
import type { FieldsOf } from '../../src/core/rows'
import {
  checkExercise,
  checkPlan,
  readTarget,
  readTime,
  readWhole,
  surplusTargetProblem,
  repeatedTargetProblem,
  showTime,
  WHOLE,
  type TypedTarget,
} from '../../src/screens/plans/rules'

const PLANNED: FieldsOf['plan_exercise'] = {
  plan_id: 'plan',
  exercise_id: 'squat',
  plan_day_id: 'day',
  display_order: 1,
  intensity_technique: 'N/A',
  warmup_sets: 0,
  working_sets: 3,
  target_reps: 8,
  target_reps_max: 12,
  rpe_early: 8,
  rpe_last: 9,
  rest_time: 120,
  rest_time_max: null,
  superset_group: null,
  per_side: false,
  substitutes: [],
  set_targets: [],
  notes: '',
  returning_note: '',
}
const TARGET: TypedTarget = {
  set_type: 'working',
  set_number: '1',
  target_reps: '',
  target_reps_max: '',
  target_rpe: '',
  load: '',
  load_unit: 'kg',
  rest_time: '',
  intensity_technique: null,
  note: '',
}

test.each([
  ['0:42', 42],
  ['2:00', 120],
  ['1:02:10', 3730],
  ['90', 90],
  ['2:75', null],
  ['2 min', null],
  ['', null],
])('a time of %j is %j seconds', (text, seconds) => {
  expect(readTime(text)).toBe(seconds)
})

test('seconds are shown as minutes, and as hours where there are any', () => {
  expect([0, 42, 120, 3730].map(showTime)).toEqual(['0:00', '0:42', '2:00', '1:02:10'])
})

test('a fifth set is refused, and how it is planned is said', () => {
  expect(readWhole(WHOLE.working_sets, '5')).toEqual({
    error:
      'Not saved: working sets must be a whole number, 0 to 4. You typed 5. For a fifth set add the exercise a second time.',
  })
})

test('only what may be left out can be empty', () => {
  expect(readWhole(WHOLE.target_reps_max, ' ')).toEqual({ value: null })
  expect(readWhole(WHOLE.target_reps, '')).toHaveProperty('error')
})

test.each(['1e3', '-5', '8.5', '0', '1001', 'eight'])('%j is no number of repetitions', (text) => {
  expect(readWhole(WHOLE.target_reps, text)).toHaveProperty('error')
})

test('of a range that is upside down the end that was typed gets the blame', () => {
  const upside = { ...PLANNED, target_reps: 15 }

  expect(checkExercise(upside, new Set(['target_reps']))).toEqual({
    target_reps: 'Not saved: reps from must not be above 12. You typed 15.',
  })
  expect(checkExercise({ ...PLANNED, target_reps_max: 5 }, new Set(['target_reps_max']))).toEqual({
    target_reps_max: 'Not saved: reps to must not be below 8. You typed 5.',
  })
  expect(checkExercise({ ...PLANNED, rest_time_max: 60 }, new Set(['rest_time_max']))).toEqual({
    rest_time_max: 'Not saved: rest to must not be below 2:00. You typed 1:00.',
  })
})

test('a substitute is another exercise than the planned one, and stands once', () => {
  expect(checkExercise({ ...PLANNED, substitutes: ['squat'] }, new Set())).toHaveProperty('substitutes')
  expect(checkExercise({ ...PLANNED, substitutes: ['press', 'press'] }, new Set())).toHaveProperty(
    'substitutes',
  )
  expect(checkExercise({ ...PLANNED, substitutes: ['press', 'hack'] }, new Set())).toEqual({})
})

test('notes are counted in characters, as the server counts them', () => {
  expect(checkExercise({ ...PLANNED, notes: '💪'.repeat(500) }, new Set())).toEqual({})
  expect(checkExercise({ ...PLANNED, notes: '💪'.repeat(501) }, new Set())).toHaveProperty('notes')
})

test('a plan has a name, which no other has', () => {
  const plan = { plan_name: 'Push', notes: '', archived_at: null }

  expect(checkPlan(plan, new Set())).toEqual({})
  expect(checkPlan(plan, new Set(['pu\u200b']))).toEqual({})
  expect(checkPlan(plan, new Set([' PUSH']))).toHaveProperty('plan_name')
  expect(checkPlan({ ...plan, plan_name: '\u200b' }, new Set())).toHaveProperty('plan_name')
  expect(checkPlan({ ...plan, plan_name: '' }, new Set())).toHaveProperty('plan_name')
})

test('a single set is sent as it was typed, with a point, and its unit only where there is a load', () => {
  expect(readTarget({ ...TARGET, load: '61,25', target_rpe: '8,5', rest_time: '3:00' }).value).toEqual({
    set_type: 'working',
    set_number: 1,
    target_reps: null,
    target_reps_max: null,
    target_rpe: '8.5',
    load: '61.25',
    load_unit: 'kg',
    rest_time: 180,
    intensity_technique: null,
    note: '',
  })
  expect(readTarget(TARGET).value).toMatchObject({ load: null, load_unit: null })
})

test.each([
  ['target_rpe', '8.3'],
  ['target_rpe', '10.5'],
  ['target_rpe', '0'],
  ['load', '−5'],
  ['load', '100000'],
  ['load', '1.2345'],
  ['load', '1,0,0'],
  ['set_number', '0'],
  ['set_number', ''],
  ['target_reps_max', '0'],
  ['rest_time', '24:00:01'],
] as const)('a single set with a %s of %j is refused', (field, text) => {
  const { value, problems } = readTarget({ ...TARGET, [field]: text })

  expect(value).toBeUndefined()
  expect(Object.keys(problems)).toEqual([field])
})

test('one set is said once; warm-ups are counted apart', () => {
  const targets = [TARGET, { ...TARGET, set_type: 'warmup' as const }].flatMap(
    (each) => readTarget(each).value ?? [],
  )

  expect(repeatedTargetProblem(targets)).toBeUndefined()
  expect(repeatedTargetProblem([...targets, ...targets])).toBe('working 1')
})

test('a single set is one that the exercise has', () => {
  const target = (set_type: 'working' | 'warmup', set_number: number) => ({
    set_type,
    set_number,
    target_reps: null,
    target_reps_max: null,
    target_rpe: null,
    load: null,
    load_unit: null,
    rest_time: null,
    intensity_technique: null,
    note: '',
  })
  const sets = { warmup_sets: 1, working_sets: 3 }

  expect(surplusTargetProblem([target('working', 3), target('warmup', 1)], sets)).toBeUndefined()
  expect(surplusTargetProblem([target('working', 5)], sets)).toBe(
    'The exercise has 3 working sets. You typed number 5.',
  )
  expect(surplusTargetProblem([target('warmup', 2)], sets)).toBe(
    'The exercise has 1 warm-up set. You typed number 2.',
  )
})
