import { expect, test } from 'vitest'
import type { ServerNotice } from '../../src/core/database'
import type { Reader } from '../../src/core/reader'
import { outcomeWords } from '../../src/data/outcome-words'

const names = new Map([['gone', 'Sqat']])
const reader = {
  get: (_: string, id: string) =>
    Promise.resolve(names.has(id) ? { fields: { name: names.get(id) } } : undefined),
} as unknown as Reader
const notice = (lost: ServerNotice['lost']): ServerNotice => ({
  at: 0,
  outcome: 'merged',
  kind: 'set',
  row: 'r',
  ...(lost && { lost }),
})

test('a merge of exercises is told by name, what others changed by its fields', async () => {
  const words = await outcomeWords(reader, notice({ exercise_id: 'gone', reps: 6 }))

  expect(words).toBe(
    'Sqat was merged into another exercise meanwhile, which stands here now. ' +
      'You and another device changed the same. Yours came later and stays; the other said: reps 6.',
  )
})
