import { describe, expect, test } from 'vitest'
import { estimate, inUnit, rounded, toFailure, type Formula, type Unit } from '../../src/domain/formulas'
import { weekOf } from '../../src/domain/muscle-weeks'
import { vectors } from './vectors'

/** Load, unit, repetitions, RPE, RIR. */
type Typed = [string, Unit, number, string | null, string | null]
interface Case {
  set: Typed
  kg: (string | null)[]
  lb: (string | null)[]
}
const { formulas, sets } = vectors<{ formulas: Formula[]; sets: Case[] }>('estimates')

describe.each(['kg', 'lb'] as const)('in %s', (unit) => {
  test.each(sets)('$set is worth what each formula says on the server', ({ set, ...expected }) => {
    const [load, own, reps, rpe, rir] = set
    const [moved, failing] = [inUnit(Number(load), own, unit), toFailure(reps, rpe, rir)]

    const estimates = formulas.map((formula) =>
      failing !== null && moved > 0 ? rounded(estimate(moved, failing, formula)) : null,
    )

    expect(estimates).toEqual(expected[unit].map((each) => (each === null ? null : Number(each))))
  })
})

test.each(vectors<{ days: { day: string; starts: string[] }[] }>('weeks').days)(
  'the weeks in which $day lies begin where they begin on the server',
  ({ day, starts }) => {
    expect([1, 2, 3, 4, 5, 6, 7].map((weekday) => weekOf(day, weekday))).toEqual(starts)
  },
)
