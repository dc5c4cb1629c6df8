import { expect, it } from 'vitest'
import { KINDS } from '../../src/core/kinds'
import type { Reader } from '../../src/core/reader'
import { nameOf } from '../../src/data/names'

/** Of rows that name no exercise nothing is read. */
const reader = {} as Reader

it('calls every kind of row as people do', async () => {
  const names = await Promise.all(KINDS.map((kind) => nameOf(reader, kind, {})))

  expect(names).toEqual(expect.arrayContaining(['Settings', 'Day of a plan', 'Workout', 'Measurement']))
  expect(names.filter((name) => !/^[A-Z][a-z ]+$/.test(name))).toEqual([])
  expect(await nameOf(reader, 'plan', { plan_name: 'Push' })).toBe('Plan “Push”')
})
