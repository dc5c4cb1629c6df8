import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { faultOf } from '../../src/core/answer-checks'
import { complete } from '../../src/core/defaults'
import { deviceFile } from '../../src/core/device-file'
import { newId } from '../../src/core/ids'
import { Local } from '../../src/core/local'
import { asSent } from '../../src/core/store'
import { fits, upgradeFields } from '../../src/core/upgrade'
import { serverRow } from './server'

// A revision to come: sets have a field that none has yet, remarks are called notes by now, one value is written otherwise, one went.
vi.mock('../../src/core/row-schema', () => ({
  ROW_SCHEMA: 16,
  FIELDS_CHANGED: true,
  ROWS_OF_TODAY: '16 of a revision to come',
}))
vi.mock('../../src/core/schema-changes', async (original) => {
  const { FIELD_TYPES, FIRST_SCHEMA } = await original<typeof import('../../src/core/schema-changes')>()
  const { set, ...others } = FIELD_TYPES
  return {
    FIRST_SCHEMA,
    FIELD_TYPES: { ...others, set: { ...set, text: [...set.text!, 'to_come'] } },
    STEPS: {
      set: [
        { since: 15, step: 'renamed', old: 'remark', name: 'note' },
        { since: 15, step: 'changed', name: 'set_type', values: { 'warm-up': 'warmup' } },
        { since: 16, step: 'dropped', name: 'pulse' },
        { since: 16, step: 'added', name: 'to_come', value: '3-1-1' },
      ],
    },
  }
})

const AT = '2026-03-02T18:05:00Z'
const { note: _, ...OLD } = complete('set', { workout_exercise_id: 'e', exercise_id: 'x', performed_at: AT })
const OLDER = { ...OLD, remark: 'Slowly.', set_type: 'warm-up', pulse: 140 }
const WORKOUT = { name: 'Lower', started_at: AT, time_zone: 'Europe/Berlin' }
let local: Local

beforeEach(async () => {
  local = await Local.open(newId())
})
afterEach(() => local.close())

/** As a program before the revision left the device, which opens it now. */
async function upgraded(): Promise<void> {
  await local.change(async ({ position }) => {
    delete position.schema
    position.cursor = 'here'
  })
  local.close()
  local = await Local.open(local.account)
}

async function setOf(id: string) {
  return (await local.read((reader) => reader.get('set', id)))?.fields as Record<string, unknown> | undefined
}

test('a row that an earlier program kept has the fields of today', async () => {
  await local.change(({ store }) => store.take([serverRow('set', 's', 3, OLDER)]))

  await upgraded()

  const fields = await setOf('s')
  expect(fields).toEqual({ ...OLD, note: 'Slowly.', set_type: 'warmup', to_come: '3-1-1' })
  expect((await local.syncPosition()).cursor).toBe('here')
})

test('what waits is sent with the fields of today, and says the schema', async () => {
  await local.write([
    { action: 'patch', kind: 'set', id: 's', fields: { remark: 'Fast.', pulse: 99 } as never },
  ])
  await local.change(async ({ transaction }) => {
    const outbox = transaction.objectStore('outbox')
    for (const { schema: _, ...each } of await outbox.getAll()) await outbox.put(each)
  })

  await upgraded()

  const [waiting] = await local.outbox()
  expect(asSent(waiting!)).toMatchObject({ row_schema: 16, fields: { note: 'Fast.' } })
  expect(waiting!.fields).toEqual({ note: 'Fast.' })
})

test('a row that does not fit is asked for anew, what waits stays, and nothing is shown of it that is not whole', async () => {
  await local.change(({ store }) => store.take([serverRow('set', 's', 3, { ...OLDER, performed_at: 7 })]))
  await local.write([{ action: 'create', kind: 'workout', id: 'w', fields: WORKOUT }])

  await upgraded()

  expect((await local.syncPosition()).cursor).toBeNull()
  expect(await setOf('s')).toBeUndefined()
  expect(await local.outbox()).toMatchObject([{ kind: 'workout', row: 'w', fields: WORKOUT }])
  expect((await local.read((reader) => reader.get('workout', 'w')))?.fields).toMatchObject(WORKOUT)
})

test('a saved file says the schema of its rows', async () => {
  const contents = { email: '', position: await local.syncPosition(), operations: [], rows: [] }

  expect(deviceFile(contents, { whole: true })).toMatchObject({ row_schema: 16 })
})

test('steps are done from the schema on that the fields were written under', () => {
  expect(upgradeFields('set', 15, { note: 'a', remark: 'b', pulse: 1 })).toEqual({ note: 'a', remark: 'b' })
  expect(upgradeFields('set', 16, { pulse: 1 })).toEqual({ pulse: 1 })
  expect(upgradeFields('workout', 10, WORKOUT)).toBe(WORKOUT)
})

test('answers are checked: rows of other fields are of another version, and what is no answer is none', () => {
  const answer = {
    cursor: 'c',
    revision: 3,
    rows: [serverRow('set', 's', 3, { ...OLD, note: '', to_come: '' })],
  }
  const receipt = { id: 'o', outcome: 'applied', row: serverRow('set', 's', 3, OLDER) }

  expect(faultOf(answer)).toBeNull()
  expect(faultOf({ ...answer, rows: [serverRow('set', 's', 3, OLD)] })).toBe('outdated')
  expect(faultOf({ ...answer, rows: [serverRow('kind_to_come' as 'set', 's', 3, {})] })).toBe('outdated')
  expect(faultOf({ ...answer, rows: [{ kind: 'set' }] })).toBe('failing')
  expect(faultOf('<html>')).toBe('failing')
  expect(faultOf({ revision: 3 })).toBe('failing')
  expect(faultOf({ revision: 3, receipts: [receipt] })).toBe('outdated')
  expect(faultOf({ revision: 3, receipts: [{ ...receipt, id: 3 }] })).toBe('failing')
  expect(faultOf({ revision: 3, receipts: [{ ...receipt, row: null }] })).toBeNull()
})

test('whether a row fits is quick for a history of many years', () => {
  const fields = { ...OLD, note: '', to_come: '' }

  expect(Array.from({ length: 20_000 }, () => fits('set', fields)).every(Boolean)).toBe(true)
})
