import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { counted, duration } from '../../src/domain/amounts'

interface Case {
  seconds: number
  words: string
}
const { cases } = JSON.parse(
  readFileSync(new URL('../../../tests/rules/durations.json', import.meta.url), 'utf8'),
) as { cases: Case[] }

test.each(cases)('$seconds seconds are written as in the terminal: $words', ({ seconds, words }) => {
  expect(duration(seconds)).toBe(words)
})

test('one is one, everything else is many, and thousands are grouped', () => {
  expect([0, 0.5, 1, 1.5, 2, 1300].map((each) => counted(each, 'set'))).toEqual([
    '0 sets',
    '0.5 sets',
    '1 set',
    '1.5 sets',
    '2 sets',
    '1,300 sets',
  ])
})
