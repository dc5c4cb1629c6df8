import { describe, expect, test } from 'vitest'
import { derivedId } from '../../src/core/derived-id'
import { matching, type Choice } from '../../src/data/exercise-search'
import { counted } from '../../src/domain/amounts'
import { readings, type Signs } from '../../src/domain/numerals'
import { foldLetters, namesOf } from '../../src/domain/searching'
import { vectors } from './vectors'

interface Search {
  letters: { text: string; folded: string }[]
  /** A name and its other names. */
  exercises: string[][]
  /** What is found first, by place in `exercises`. */
  cases: { search: string; first: number[] }[]
}
const { letters, exercises, cases } = vectors<Search>('search')
/** None of which was ever done. */
const choices = exercises.map(([name = '', ...aliases], place): Choice => {
  const names = namesOf([name, ...aliases])
  return { id: String(place), name, aliases, own: false, archived: false, last: undefined, names }
})

test.each(letters)('"$text" is folded as the server folds it', ({ text, folded }) => {
  expect(foldLetters(text)).toBe(folded)
})

test.each(cases.filter(({ search }) => search.trim()))(
  '"$search" finds first what it finds on the server',
  ({ search, first }) => {
    const matches = matching(choices, search).map(({ id }) => Number(id))

    expect(matches.slice(0, Math.max(1, first.length))).toEqual(first)
  },
)

const numbers = vectors<{
  readings: (Signs & { text: string; readings: string[] })[]
  counted: { value: number; what: string; words: string }[]
}>('numbers')

test.each(numbers.readings)(
  '"$text" is $readings where $decimal is decimal and $thousands groups',
  ({ text, readings: expected, ...signs }) => {
    expect(readings(text, signs)).toEqual(expected)
  },
)

test.each(numbers.counted)('$value are $words', ({ value, what, words }) => {
  expect(counted(value, what)).toBe(words)
})

interface Derived {
  of: string
  sent: string
  id: string
}
describe.each(Object.entries(vectors<Record<string, Derived[]>>('derived_ids')))('ids of %s', (_, ids) => {
  test.each(ids)('$id is derived as on the server', ({ of, sent, id }) => {
    expect(derivedId(of, sent)).toBe(id)
  })
})
