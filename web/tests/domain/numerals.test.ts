import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ambiguity, typed } from '../../src/domain/number-text'
import { folded, readings, type Signs } from '../../src/domain/numerals'

/** The server is held to the same cases. */
const cases = JSON.parse(
  readFileSync(new URL('../../../tests/rules/numerals.json', import.meta.url), 'utf8'),
) as (Signs & { text: string; readings: string[] })[]

const ENGLISH = { decimal: '.', thousands: ',' }
const FRENCH = { decimal: ',', thousands: '\u202f' }

describe('numbers as they are typed', () => {
  it.each(cases)(
    'reads "$text" as $readings where $decimal is decimal and $thousands groups',
    ({ text, readings: expected, ...signs }) => {
      expect(readings(text, signs)).toEqual(expected)
    },
  )

  it('reads the digits of every script', () => {
    const zeros = ['0', '٠', '۰', '०', '০', '๐', '０', '𝟎', '𝟘']

    const read = zeros.map((zero) =>
      folded(String.fromCodePoint(...Array.from({ length: 10 }, (_, by) => (zero.codePointAt(0) ?? 0) + by))),
    )

    expect(new Set(read)).toEqual(new Set(['0123456789']))
  })

  it('says both readings of what the language does not decide, and nothing of what it does', () => {
    expect(ambiguity(typed('1.000', FRENCH), FRENCH)).toBe('1.000 could be 1000 or 1,0: type one of them.')
    expect(ambiguity(typed('62.125', FRENCH), FRENCH)).toBe(
      '62.125 could be 62125 or 62,125: type one of them.',
    )
    expect(ambiguity(typed('1,000', ENGLISH), ENGLISH)).toBeUndefined()
    expect(typed('1,000', ENGLISH)).toBe('1000')
  })

  it('leaves what is no number as it was typed, so that an error can show it', () => {
    expect(typed(' 1,00,0 ', ENGLISH)).toBe('1,00,0')
    expect(typed('heavy', ENGLISH)).toBe('heavy')
  })
})
