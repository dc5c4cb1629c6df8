import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../src/core/ids'
import { Local } from '../src/core/local'
import type { Row } from '../src/core/rows'
import { UnsavedSets } from '../src/screens/workout/unsaved-sets.svelte'
import type { Logged } from '../src/screens/workout/set-list'

let local: Local
const ENTRY = {
  kind: 'workout_exercise',
  id: 'e',
  fields: { workout_id: 'w', exercise_id: 'squat' },
  waiting: false,
} as unknown as Row<'workout_exercise'>
const LOGGED = {
  id: 's',
  fields: {
    workout_exercise_id: 'e',
    exercise_id: 'squat',
    performed_at: '2026-03-02T18:00:00Z',
    set_index: 1,
    reps: 5,
    continues_set_id: null,
  },
  state: 'saving',
} as unknown as Logged

beforeEach(async () => {
  local = await Local.open(newId())
})
afterEach(() => local.close())

test('a set that is taken back while it is being saved stays gone', async () => {
  const unsavedSets = new UnsavedSets(local)

  const saved = unsavedSets.save(ENTRY, LOGGED)
  const gone = await unsavedSets.unlog([], LOGGED)
  await saved

  expect(gone.map(({ id }) => id)).toEqual(['s'])
  expect(await local.read((reader) => reader.get('set', 's'))).toBeUndefined()
})

test('a page is not left without a question while a set is not kept', async () => {
  const unsavedSets = new UnsavedSets(local)

  const saved = unsavedSets.save(ENTRY, LOGGED)
  const whileSaving = unsavedSets.hasUnsaved
  await saved

  expect([whileSaving, unsavedSets.hasUnsaved]).toEqual([true, false])
})

test('a set that was never kept goes without a trace', async () => {
  const unsavedSets = new UnsavedSets(local)
  local.close()
  await unsavedSets.save(ENTRY, LOGGED)
  expect(unsavedSets.isUnsaved('s')).toBe(true)

  expect(await unsavedSets.unlog([], LOGGED)).toEqual([])
  expect(unsavedSets.isUnsaved('s')).toBe(false)
})
