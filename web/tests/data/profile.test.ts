import { expect, test } from 'vitest'
import { plateCountProblem } from '../../src/data/profile'

test.each(['1', '4', '1000'])('%s plates are a count', (typed) => {
  expect(plateCountProblem(typed)).toBeUndefined()
})

test.each(['1e2', '0x10', '4.0', '-4', '0', '1001'])(
  '%s plates are none, and it is shown what was typed',
  (typed) => {
    expect(plateCountProblem(typed)).toBe(`1 to 1000. You typed ${typed}.`)
  },
)

test('no count at all is named, too', () => {
  expect(plateCountProblem('')).toBe('1 to 1000. You typed nothing.')
})
