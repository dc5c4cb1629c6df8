import 'fake-indexeddb/auto'
import { readFileSync, writeFileSync } from 'node:fs'
import { openDB } from 'idb'
import { expect, test } from 'vitest'
import { deviceFile } from '../../src/core/device-file'
import { Local } from '../../src/core/local'

// Written by `make fixture` into the folder that FIXTURE names: what this version of the client keeps on a device. It uses
// what all versions have, so that it can be run in an older one.
const directory = process.env.FIXTURE

test.runIf(directory)('a device keeps what the server told and what waits', async () => {
  const answer = JSON.parse(readFileSync(`${directory}/bootstrap.json`, 'utf-8'))
  const { account, ids } = JSON.parse(readFileSync(`${directory}/database.json`, 'utf-8'))
  const local = await Local.open(account)
  await local.change(async ({ store, position }) => {
    const { epoch, epoch_revision, revision, catalogue, cursor, history, workouts } = answer
    Object.assign(position, { epoch, epoch_revision, revision, catalogue, cursor, history, workouts })
    position.device = 'Chrome on Android 1a2b'
    position.bootstraps = 1
    await store.take(answer.rows)
  })
  const workout = { name: 'Legs again', started_at: '2026-03-09T18:00:00Z', time_zone: 'Europe/Vienna' }
  const set = {
    performed_at: '2026-03-09T18:05:00Z',
    exercise_id: ids['Pistol Squat'],
    reps: 5,
    load: '105.0',
    load_unit: 'kg',
  }
  const [w, e, s, t] = [1, 2, 3, 4].map((number) => `019caf70-6140-7000-8000-0000000000c${number}`)
  await local.write([
    { action: 'create', kind: 'workout', id: w, fields: workout },
    {
      action: 'create',
      kind: 'workout_exercise',
      id: e,
      fields: { workout_id: w, exercise_id: ids['Pistol Squat'] },
    },
    { action: 'create', kind: 'set', id: s, fields: { workout_exercise_id: e, ...set } },
    {
      action: 'create',
      kind: 'set',
      id: t,
      fields: { workout_exercise_id: ids.presses, ...set, note: 'For a deleted one.' },
    },
    { action: 'patch', kind: 'set', id: ids.set_1, fields: { note: 'Corrected on the device.' } },
    { action: 'delete', kind: 'set', id: ids.set_2 },
  ] as never)

  const all = await local.read(async (reader) => [
    ...(await reader.all('exercise')),
    ...(await reader.all('workout')),
    ...(await reader.all('workout_exercise')),
    ...(await reader.all('set')),
  ])
  const contents = {
    email: 'ann@example.org',
    position: await local.syncPosition(),
    operations: await local.outbox(),
    rows: all,
  }
  const file = deviceFile(contents as never, { whole: false })
  local.close()

  const database = await openDB(`mygymtracker-${account}`)
  const stores: Record<string, [IDBValidKey, unknown][]> = {}
  for (const name of database.objectStoreNames) {
    const keys = await database.getAllKeys(name)
    const values = await database.getAll(name)
    stores[name] = keys.map((key, at) => [key, values[at]])
  }
  writeFileSync(`${directory}/device.json`, `${JSON.stringify({ version: database.version, stores })}\n`)
  writeFileSync(`${directory}/device-file.json`, `${JSON.stringify(file)}\n`)
  database.close()
  expect(stores.outbox?.length).toBe(6)
})
