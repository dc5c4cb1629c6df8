import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { aheadFrom, clockWords, isAhead, isFarAhead } from '../../src/domain/clocks'

interface Case {
  after_now: number
  ahead: boolean
  far_ahead: boolean
}
const { cases } = JSON.parse(
  readFileSync(new URL('../../../tests/rules/clocks.json', import.meta.url), 'utf8'),
) as { cases: Case[] }
const NOW = Date.parse('2026-03-02T18:00:00Z')

test.each(cases)('$after_now seconds after now it is what the server says', (each) => {
  const at = NOW + each.after_now * 1000

  expect([isAhead(at, NOW), isFarAhead(at, NOW)]).toEqual([each.ahead, each.far_ahead])
  expect(at >= aheadFrom(NOW)).toBe(each.ahead)
})

test('by how much a clock is off is said in a unit that one can see on a clock or a calendar', () => {
  expect([3, -42, 180, -1440 * 3, 5_260_320].map(clockWords)).toEqual([
    'This device’s clock is 3 minutes ahead.',
    'This device’s clock is 42 minutes behind.',
    'This device’s clock is 3 hours ahead.',
    'This device’s clock is 3 days behind.',
    'This device’s clock is 3,653 days ahead.',
  ])
})
