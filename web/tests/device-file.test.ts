import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { readEntry, remember } from '../src/core/accounts'
import { partsOf, readDeviceFile, type DeviceFile } from '../src/core/device-file'
import { newId } from '../src/core/ids'
import { forgetDatabase, formerAccounts } from '../src/core/leaving'
import { Local } from '../src/core/local'
import { blobOf, readFormer, saveOf } from '../src/data/device-file'
import { serverRow } from './core/server'

const AT = '2026-03-02T18:00:00Z'

/** What a device holds of a server: two workouts, a set of one of them not sent yet. */
async function used(account: string): Promise<Local> {
  const local = await Local.open(account)
  await local.change(({ store }) =>
    store.take([
      serverRow('profile', account, 1, { unit: 'kg' }),
      serverRow('exercise', 'squat', 1, { name: 'Squat', shared: true }),
      serverRow('exercise', 'never done', 1, { name: 'Never Done', shared: true }),
      serverRow('exercise', 'own', 1, { name: 'Own', shared: false }),
      ...['one', 'two'].flatMap((id) => [
        serverRow('workout', id, 1, { started_at: AT, performed_on: '2026-03-02', status: 'completed' }),
        serverRow('workout_exercise', `entry of ${id}`, 1, { workout_id: id, exercise_id: 'squat' }),
        serverRow('set', `set of ${id}`, 1, {
          workout_exercise_id: `entry of ${id}`,
          exercise_id: 'squat',
          performed_at: AT,
        }),
      ]),
    ]),
  )
  await local.write([{ action: 'patch', kind: 'set', id: 'set of two', fields: { reps: 6 } }])
  return local
}

const idsOf = (file: DeviceFile) => (file.rows ?? []).map(({ id }) => id)

test('what is unsent is saved with all that it is about, and can be read again as it was', async () => {
  const local = await used(newId())

  const file = await saveOf(local, 'ann@example.org', { whole: false })

  expect(idsOf(file)).toEqual(['squat', 'two', 'entry of two', 'set of two'])
  expect(file.rows?.at(-1)?.fields).toMatchObject({ reps: 6 })
  expect(file.operations).toMatchObject([{ action: 'patch', kind: 'set', row: 'set of two' }])
  expect(readDeviceFile(await blobOf(file).text())).toEqual(file)
  local.close()
})

test('all that is here is saved without settings and without shared exercises that nothing names', async () => {
  const local = await used(newId())

  const file = await saveOf(local, 'ann@example.org', { whole: true })

  expect(idsOf(file)).toEqual([
    ...['own', 'squat', 'one', 'two', 'entry of one', 'entry of two', 'set of one', 'set of two'],
  ])
  expect([file.schema, file.format, file.email]).toEqual([2, 'mygymtracker-device', 'ann@example.org'])
  local.close()
})

test('a file is cut into parts that each hold what their rows name', async () => {
  const local = await used(newId())
  const file = await saveOf(local, 'ann@example.org', { whole: true })

  const parts = partsOf(file, 3)

  expect(parts.map((part) => [idsOf(part), part.operations.length])).toEqual([
    [['own', 'squat', 'one'], 0],
    [['two', 'entry of one', 'one', 'squat', 'entry of two'], 0],
    [['set of one', 'entry of one', 'one', 'squat', 'set of two', 'entry of two', 'two'], 0],
    [['set of two', 'entry of two', 'two', 'squat'], 1],
  ])
  local.close()
})

test('a file of the first form is a file, and anything else is none', () => {
  const first = { schema: 1, saved_at: AT, account: newId(), epoch: null, device: '', operations: [{}] }

  expect(readDeviceFile(JSON.stringify(first))).toEqual(first)
  expect(partsOf(first)).toEqual([first])
  expect(
    ['{', '[]', '{}', 'Date,Workout Name', JSON.stringify({ ...first, operations: 1 })].map(readDeviceFile),
  ).toEqual([null, null, null, null, null])
})

test('what a former account left on the device is found, until it is taken off', async () => {
  const [before, present] = [newId(), newId()]
  ;(await used(before)).close()
  await remember({ id: before, email: 'ann@example.org', display_name: '' })
  await remember({ id: present, email: 'bob@example.org', display_name: '' })

  const former = (await readFormer(present)).filter(({ account }) => account.id === before)

  expect(former).toEqual([{ account: { id: before, email: 'ann@example.org' }, workouts: 2, unsent: 1 }])
  await forgetDatabase(before)
  expect((await formerAccounts(present)).map(({ id }) => id)).not.toContain(before)
  expect((await readEntry()).last?.id).toBe(present)
})
