import 'fake-indexeddb/auto'
import { readdirSync, readFileSync } from 'node:fs'
import { openDB } from 'idb'
import { afterEach, expect, test, vi } from 'vitest'
import { faultOf } from '../../src/core/answer-checks'
import { databaseName } from '../../src/core/database'
import { readDeviceFile } from '../../src/core/device-file'
import { Local } from '../../src/core/local'
import { asSent } from '../../src/core/store'
import { fits } from '../../src/core/upgrade'
import { FIELDS_CHANGED, ROW_SCHEMA, ROWS_OF_TODAY } from '../../src/core/row-schema'
import { FIRST_SCHEMA, STEPS } from '../../src/core/schema-changes'

// What every revision of the schema wrote, by the client of its day; `make fixture` writes that of the newest.
const REVISIONS = new URL('../../../tests/fixtures/revisions/', import.meta.url).pathname
const revisions = readdirSync(REVISIONS).sort()

function read(revision: string, name: string) {
  return JSON.parse(readFileSync(`${REVISIONS}${revision}/${name}`, 'utf-8'))
}

let local: Local
afterEach(async () => {
  const { account } = local
  local.close()
  await new Promise((done) => (indexedDB.deleteDatabase(databaseName(account)).onsuccess = done))
})

/** A device as the client of that revision left it. */
async function deviceOf(revision: string): Promise<string> {
  const { version, stores } = read(revision, 'device.json')
  const { account } = read(revision, 'database.json')
  const device = await openDB(databaseName(account), version, {
    upgrade(database) {
      const rows = database.createObjectStore('rows', { keyPath: ['kind', 'id'] })
      rows.createIndex('parent', ['kind', 'parent'])
      rows.createIndex('exercise', ['kind', 'exercise', 'at'])
      rows.createIndex('at', ['kind', 'at'])
      database.createObjectStore('old_rows', { keyPath: ['kind', 'id'] })
      const outbox = database.createObjectStore('outbox', { keyPath: 'place', autoIncrement: true })
      outbox.createIndex('key', ['kind', 'key'])
      database.createObjectStore('told', { keyPath: 'place', autoIncrement: true })
      database.createObjectStore('meta')
      database.createObjectStore('notes')
    },
  })
  for (const [name, entries] of Object.entries<[IDBValidKey, unknown][]>(stores))
    for (const [key, value] of entries) {
      if (name === 'meta' || name === 'notes') await device.put(name, value, key)
      else await device.put(name, value)
    }
  device.close()
  return account
}

test('every revision has its device', () => {
  expect(revisions.map(Number)).toEqual(
    Array.from({ length: ROW_SCHEMA - FIRST_SCHEMA + 1 }, (_, at) => FIRST_SCHEMA + at),
  )
  return deviceOf(revisions[0]!).then(async (account) => (local = await Local.open(account)))
})

test.each(revisions)('a device of %s is opened: its rows fit, and what waits is sent', async (revision) => {
  const complaint = vi.spyOn(console, 'error')
  local = await Local.open(await deviceOf(revision))

  const [rows, outbox, position] = await Promise.all([
    local.read(async (reader) => [...(await reader.all('set')), ...(await reader.all('workout'))]),
    local.outbox(),
    local.syncPosition(),
  ])

  const { ids } = read(revision, 'database.json')
  expect(rows.filter(({ kind, fields }) => !fits(kind, { ...fields }))).toEqual([])
  expect(rows.find(({ id }) => id === ids.set_1)?.fields).toMatchObject({
    note: 'Corrected on the device.',
    load: '102.50',
  })
  expect(rows.some(({ id }) => id === ids.set_2)).toBe(false)
  expect(outbox.map(({ schema }) => schema)).toEqual(outbox.map(() => ROW_SCHEMA))
  const saved: object[] = read(revision, 'device-file.json').operations
  expect(outbox.map(asSent)).toEqual(
    saved.map((each) => (FIELDS_CHANGED ? { ...each, row_schema: ROW_SCHEMA } : each)),
  )
  expect(position).toMatchObject({ schema: ROWS_OF_TODAY, cursor: expect.any(String) })
  expect(complaint).not.toHaveBeenCalled()
})

test.each(revisions)(
  'a file that a device of %s saved is read, and so is what a server of it answered, where it has the fields of today',
  async (revision) => {
    local = await Local.open(await deviceOf(revision))
    const file = readDeviceFile(JSON.stringify(read(revision, 'device-file.json')))

    expect(file?.operations.length).toBe(6)
    const changed = Object.values(STEPS).some((steps) => steps.some(({ since }) => since > Number(revision)))
    expect(faultOf(read(revision, 'bootstrap.json'))).toBe(changed ? 'outdated' : null)
  },
)
