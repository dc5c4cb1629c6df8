import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { counted, duration, precise, quantity } from '../../src/domain/amounts'

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

test('many of what takes no s are called as is said', () => {
  expect([1, 2].map((each) => counted(each, 'day', 'days of plans'))).toEqual(['1 day', '2 days of plans'])
})

test('a load is told to the hundredth, with its thousands', () => {
  expect([1300, 1300.25, 112.256, 0.005].map(precise)).toEqual(['1,300', '1,300.25', '112.26', '0.01'])
  expect(quantity(25_352, 'kg')).toBe('25,352 kg')
})
