import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../../src/core/ids'
import { Local } from '../../src/core/local'
import type { Kind, ServerRow } from '../../src/core/rows'
import { gone, serverRow } from './server'

let local: Local
const WORKOUT = { name: 'Lower', started_at: '2026-03-02T18:00:00Z', time_zone: 'Europe/Berlin' }

beforeEach(async () => {
  local = await Local.open(newId())
})
afterEach(() => local.close())

/** What the server says, taken as a pull takes it. */
async function tell(...rows: ServerRow[]) {
  await local.change(({ store }) => store.take(rows))
}

async function shown(kind: Kind, id: string) {
  return (await local.read((reader) => reader.get(kind, id)))?.fields as Record<string, unknown> | undefined
}

test('what is done here is shown at once, with the fields that nobody said, and waits', async () => {
  await local.write([{ action: 'create', kind: 'workout', id: 'w', fields: WORKOUT }])

  const row = await local.read((reader) => reader.get('workout', 'w'))

  expect(row).toMatchObject({
    waiting: true,
    fields: { name: 'Lower', status: 'in_progress', performed_on: '2026-03-02' },
  })
  expect(await local.outbox()).toMatchObject([{ action: 'create', kind: 'workout', row: 'w', sent: 0 }])
})

test('an operation that was not sent takes the next patch in, one that was sent does not', async () => {
  await local.write([{ action: 'create', kind: 'workout', id: 'w', fields: WORKOUT }])
  await local.write([{ action: 'patch', kind: 'workout', id: 'w', fields: { name: 'Upper' } }])
  const [merged] = await local.outbox()
  await local.change(async ({ transaction }) => {
    await transaction.objectStore('outbox').put({ ...merged!, sent: 1 })
  })

  await local.write([{ action: 'patch', kind: 'workout', id: 'w', fields: { notes: 'tired' } }])

  expect((await local.outbox()).map((each) => each.fields)).toEqual([
    { ...WORKOUT, name: 'Upper' },
    { notes: 'tired' },
  ])
  expect(await shown('workout', 'w')).toMatchObject({ name: 'Upper', notes: 'tired' })
})

test('what the server tells lies under what waits', async () => {
  await tell(serverRow('workout', 'w', 3, { ...WORKOUT, notes: '' }))
  await local.write([{ action: 'patch', kind: 'workout', id: 'w', fields: { name: 'Upper' } }])

  await tell(serverRow('workout', 'w', 4, { ...WORKOUT, name: 'Legs', notes: 'from elsewhere' }))

  expect(await shown('workout', 'w')).toMatchObject({ name: 'Upper', notes: 'from elsewhere' })
})

test('what was sent waits no more, and what is told of it later is shown', async () => {
  await local.write([{ action: 'create', kind: 'workout', id: 'w', fields: WORKOUT }])
  await local.change(async ({ store, transaction }) => {
    await transaction.objectStore('outbox').clear()
    await store.take([serverRow('workout', 'w', 3, { ...WORKOUT, name: 'Legs' })])
  })
  expect(await local.read((reader) => reader.get('workout', 'w'))).toMatchObject({ waiting: false })
  expect(await shown('workout', 'w')).toMatchObject({ name: 'Legs' })

  await tell(serverRow('workout', 'w', 4, { ...WORKOUT, name: 'elsewhere' }))
  expect(await shown('workout', 'w')).toMatchObject({ name: 'elsewhere' })
})

test('an older answer changes nothing', async () => {
  await tell(serverRow('workout', 'w', 5, { ...WORKOUT, name: 'new' }))
  await tell(serverRow('workout', 'w', 4, { ...WORKOUT, name: 'old' }))

  expect(await shown('workout', 'w')).toMatchObject({ name: 'new' })
})

test('a deletion hides what belongs to the row, and its being refused brings that back', async () => {
  await tell(
    serverRow('workout', 'w', 1, WORKOUT),
    serverRow('workout_exercise', 'e', 1, { workout_id: 'w', exercise_id: 'squat' }),
    serverRow('set', 's', 1, {
      workout_exercise_id: 'e',
      exercise_id: 'squat',
      performed_at: '2026-03-02T18:05:00Z',
    }),
  )
  await local.write([{ action: 'delete', kind: 'workout', id: 'w' }])
  expect(await shown('set', 's')).toBeUndefined()
  expect(await local.read((reader) => reader.ofExercise('set', 'squat'))).toEqual([])
  const [deletion] = await local.outbox()

  await local.change(({ store }) => store.park(deletion!, { title: 'Refused', status: 422, detail: 'no' }))

  expect(await local.read((reader) => reader.ofExercise('set', 'squat'))).toHaveLength(1)
  expect(await local.read((reader) => reader.get('workout', 'w'))).toMatchObject({ problem: 'no' })
})

test('what was deleted elsewhere is gone here, and stays gone for answers that are older', async () => {
  await tell(serverRow('workout', 'w', 1, WORKOUT))
  await tell(gone('workout', 'w', 3))
  await tell(serverRow('workout', 'w', 2, WORKOUT))

  expect(await shown('workout', 'w')).toBeUndefined()
})

test('a refused operation that is edited is another one, and what was refused after it is tried again', async () => {
  await local.write([
    {
      action: 'create',
      kind: 'workout',
      id: 'w',
      fields: { ...WORKOUT, started_at: '0001-01-01T00:00:00Z' },
    },
    {
      action: 'create',
      kind: 'workout_exercise',
      id: 'e',
      fields: { workout_id: 'w', exercise_id: 'squat' },
    },
  ])
  const refused = await local.outbox()
  await local.change(async ({ store }) => {
    for (const each of refused)
      await store.park({ ...each, sent: 1 }, { title: 'Invalid', status: 422, detail: 'too early' })
  })

  await local.write([
    { action: 'patch', kind: 'workout', id: 'w', fields: { started_at: WORKOUT.started_at } },
  ])

  const outbox = await local.outbox()
  expect(outbox.map((each) => [each.action, each.sent, each.problem])).toEqual([
    ['create', 0, undefined],
    ['create', 0, undefined],
  ])
  expect(outbox.map((each) => each.id)).not.toEqual(refused.map((each) => each.id))
})

test('of a set that was refused nothing stays when it is deleted', async () => {
  await local.write([
    { action: 'create', kind: 'set', id: 's', fields: { workout_exercise_id: 'e', load: '-5' } },
  ])
  const [creation] = await local.outbox()
  await local.change(({ store }) =>
    store.park(creation!, { title: 'Invalid', status: 422, detail: 'the load must be 0 or more' }),
  )

  await local.write([{ action: 'delete', kind: 'set', id: 's' }])

  expect(await local.outbox()).toEqual([])
  expect(await shown('set', 's')).toBeUndefined()
})

test('nothing stays of it either when it was edited on its way', async () => {
  const named = { ...WORKOUT, name: 'Push' }
  await local.write([{ action: 'create', kind: 'workout', id: 'w', fields: WORKOUT }])
  await local.change(async ({ transaction }) => {
    const [creation] = await transaction.objectStore('outbox').getAll()
    await transaction.objectStore('outbox').put({ ...creation!, sent: 1 })
  })
  await local.write([{ action: 'patch', kind: 'workout', id: 'w', fields: named }])
  const refused = await local.outbox()
  await local.change(async ({ store }) => {
    for (const each of refused) await store.park(each, { title: 'Invalid', status: 422, detail: 'no' })
  })

  await local.write([{ action: 'delete', kind: 'workout', id: 'w' }])

  expect(await local.outbox()).toEqual([])
})

test('what names another row is said after the operation that makes that row', async () => {
  const entry = { workout_id: 'w', exercise_id: 'squat' }
  await local.write([{ action: 'create', kind: 'workout_exercise', id: 'e', fields: entry }])
  await local.write([{ action: 'create', kind: 'exercise', id: 'own', fields: { name: 'Own' } }])

  await local.write([{ action: 'patch', kind: 'workout_exercise', id: 'e', fields: { exercise_id: 'own' } }])

  expect((await local.outbox()).map((each) => [each.action, each.key, each.fields?.exercise_id])).toEqual([
    ['create', 'e', 'squat'],
    ['create', 'own', undefined],
    ['patch', 'e', 'own'],
  ])
  expect(await shown('workout_exercise', 'e')).toMatchObject({ exercise_id: 'own' })
})

test('what was refused after an operation is tried again with it', async () => {
  await local.write([{ action: 'create', kind: 'workout', id: 'w', fields: WORKOUT }])
  const entry = { workout_id: 'w', exercise_id: 'squat' }
  await local.write([{ action: 'create', kind: 'workout_exercise', id: 'e', fields: entry }])
  const refused = await local.outbox()
  await local.change(async ({ store }) => {
    for (const each of refused) await store.park(each, { title: 'Invalid', status: 422, detail: 'no' })
  })

  const [first] = await local.outbox()
  await local.change(({ store }) => store.tryAgain(first!))

  expect((await local.outbox()).map((each) => each.problem)).toEqual([undefined, undefined])
})

test('a bootstrap that no longer tells a row has forgotten it; what waits here stays', async () => {
  await tell(serverRow('workout', 'old', 1, WORKOUT), serverRow('workout', 'kept', 1, WORKOUT))
  await local.write([{ action: 'create', kind: 'workout', id: 'mine', fields: WORKOUT }])

  await local.change(async ({ store, position }) => {
    position.bootstraps += 1
    await store.take([serverRow('workout', 'kept', 1, WORKOUT)])
    await store.dropMissing()
  })

  const names = await local.read((reader) => reader.all('workout'))
  expect(names.map((each) => each.id).sort()).toEqual(['kept', 'mine'])
})

test('workouts are found newest first, within bounds', async () => {
  const at = (day: number) => `2026-03-0${day}T10:00:00Z`
  await tell(
    ...[1, 3, 2].map((day) => serverRow('workout', `w${day}`, 1, { ...WORKOUT, started_at: at(day) })),
  )

  const all = await local.read((reader) => reader.byTime('workout'))
  const before = await local.read((reader) =>
    reader.byTime('workout', { before: Date.parse(at(3)), limit: 1 }),
  )

  expect(all.map((each) => each.id)).toEqual(['w3', 'w2', 'w1'])
  expect(before.map((each) => each.id)).toEqual(['w2'])
})

test('a write that fails in the middle leaves nothing behind', async () => {
  const write = local.write([
    { action: 'create', kind: 'workout', id: 'w', fields: WORKOUT },
    // A function is nothing that a database can hold.
    {
      action: 'create',
      kind: 'workout',
      id: 'x',
      fields: { ...WORKOUT, name: (() => {}) as unknown as string },
    },
  ])

  await expect(write).rejects.toThrow('This device would not keep it')
  expect(await local.outbox()).toEqual([])
  expect(await shown('workout', 'w')).toBeUndefined()
})
