import { describe, expect, test } from 'vitest'
import type { SetTarget } from '../../src/api/schema'
import type { FieldsOf } from '../../src/core/rows'
import { errorsOf } from '../../src/data/exercises'
import { complete } from '../../src/core/defaults'
import {
  checkDay,
  checkExercise,
  checkName,
  readTarget,
  readWhole,
  surplusTargetProblem,
  repeatedTargetProblem,
  showTime,
  showWhole,
  WHOLE,
  type TypedTarget,
  type WholeField,
} from '../../src/screens/plans/rules'
import { vectors } from './vectors'

type Planned = FieldsOf['plan_exercise']
interface Limits {
  wholes: { field: WholeField; value: number; taken: boolean }[]
  exercises: { fields: Partial<Planned>; refused: string | null }[]
  names: { name: string; taken: boolean }[]
  days: { fields: { day_name: string; notes: string }; refused: string | null }[]
  singles: { fields: Partial<SetTarget>; refused: string | null }[]
  lists: { targets: SetTarget[]; taken: boolean }[]
}
const limits = vectors<Limits>('plan_limits')
const PLANNED = complete('plan_exercise', {
  exercise_id: '00000000-0000-7000-8000-000000000000',
  warmup_sets: 2,
  working_sets: 3,
  target_reps: 8,
  rpe_early: 8,
  rpe_last: 9,
  rest_time: 120,
}) as unknown as Planned

/** What is refused, by its field; nothing where it is taken. */
const fieldsOf = (refused: string | null) => (refused === null ? [] : [refused])

describe('the server takes and refuses', () => {
  test.each(limits.wholes)('$field of $value: $taken', ({ field, value, taken }) => {
    expect('value' in readWhole(WHOLE[field], showWhole(WHOLE[field], value))).toBe(taken)
  })

  test.each(limits.exercises)('an exercise of a plan with $fields: $refused', ({ fields, refused }) => {
    const problems = checkExercise({ ...PLANNED, ...fields }, new Set())

    expect(Object.keys(problems)).toEqual(fieldsOf(refused))
  })

  test.each(limits.names)('a plan called "$name": $taken', ({ name, taken }) => {
    expect(checkName('The name', name) === undefined).toBe(taken)
  })

  test.each(limits.days)('a day with $fields: $refused', ({ fields, refused }) => {
    const day = { ...fields, plan_id: 'plan', week: null, display_order: 1 }

    expect(Object.keys(checkDay(day))).toEqual(fieldsOf(refused))
  })

  test.each(limits.singles)('a single set with $fields: $refused', ({ fields, refused }) => {
    const { value, problems } = readTarget(typedOf(fields))

    const beyond = value && surplusTargetProblem([value], PLANNED) ? ['set_number'] : Object.keys(problems)
    expect(beyond).toEqual(fieldsOf(refused))
  })

  test.each(limits.lists)('single sets of $targets: $taken', ({ targets, taken }) => {
    expect(
      repeatedTargetProblem(targets) === undefined && surplusTargetProblem(targets, PLANNED) === undefined,
    ).toBe(taken)
  })

  test.each(
    vectors<{ exercises: { fields: Partial<FieldsOf['exercise']>; refused: string | null }[] }>(
      'exercise_limits',
    ).exercises,
  )('an exercise with $fields: $refused', ({ fields, refused }) => {
    const exercise = {
      ...complete('exercise', { name: 'Bench' }),
      ...fields,
    } as unknown as FieldsOf['exercise']

    expect(Object.keys(errorsOf(exercise, []))).toEqual(fieldsOf(refused))
  })
})

/** As it stands in the fields of the form; "" is as the others are. */
function typedOf(fields: Partial<SetTarget>): TypedTarget {
  const { set_type = 'working', set_number, target_reps, target_reps_max, rest_time, note = '' } = fields
  const text = (value: number | null | undefined) => String(value ?? '')
  return {
    set_type,
    set_number: text(set_number),
    target_reps: text(target_reps),
    target_reps_max: text(target_reps_max),
    target_rpe: fields.target_rpe ?? '',
    load: fields.load ?? '',
    load_unit: fields.load_unit ?? 'kg',
    rest_time: typeof rest_time === 'number' ? showTime(rest_time) : '',
    intensity_technique: fields.intensity_technique ?? null,
    note,
  }
}
