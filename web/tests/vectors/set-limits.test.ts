import { expect, test } from 'vitest'
import { typed } from '../../src/domain/number-text'
import { isNothing, ruleBroken, type SetNumber } from '../../src/domain/set-limits'
import { vectors } from './vectors'

interface Limits {
  numbers: { field: SetNumber; text: string; taken: boolean }[]
  sets: { fields: Record<'reps' | 'load' | 'duration_seconds' | 'distance', string | null>; taken: boolean }[]
}
const { numbers, sets } = vectors<Limits>('set_limits')
const ENGLISH = { decimal: '.', thousands: ',' }

test.each(numbers)('$field "$text": the server takes it: $taken', ({ field, text, taken }) => {
  expect(ruleBroken(field, typed(text, ENGLISH)) === undefined).toBe(taken)
})

test.each(sets)('a set of $fields: the server takes it: $taken', ({ fields, taken }) => {
  const { reps, load, duration_seconds, distance } = fields
  const typed = {
    reps: reps ?? '',
    load: load ?? '',
    duration_seconds: duration_seconds ?? '',
    distance: distance ?? '',
  }

  expect(isNothing(typed)).toBe(!taken)
})
