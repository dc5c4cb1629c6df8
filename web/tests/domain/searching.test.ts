import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { byUsual, fits, foldLetters, namesOf } from '../../src/domain/searching'

/** The cases that the server is held to (tests/rules/test_searching.py). */
const vectors = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../../../tests/vectors/${name}.json`, import.meta.url), 'utf-8')) as T
const letters = vectors<{ text: string; folded: string }[]>('letters')
const searches = vectors<{ exercises: string[][]; cases: { search: string; found: string[] }[] }>(
  'exercise_search',
)

test.each(letters)('"$text" is folded as the server folds it', ({ text, folded }) => {
  expect(foldLetters(text)).toBe(folded)
})

const names = searches.exercises.map(namesOf)
const nameAt = (place: number) => searches.exercises[place]?.[0] ?? ''

test.each(searches.cases)(
  '"$search" finds what it finds on the server, in its order',
  ({ search, found: matches }) => {
    const fitting = [...fits(search, names)]

    const ranked = fitting.sort(
      ([one, first], [other, second]) => first - second || byUsual(nameAt(one), nameAt(other)),
    )

    expect(ranked.map(([place]) => nameAt(place))).toEqual(matches)
  },
)
