import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { newId } from '../../src/core/ids'
import { Local } from '../../src/core/local'
import { Sync, type Trouble } from '../../src/core/sync'

const STANDING = { schema: 1, epoch: 'e', epoch_revision: 0, revision: 1, catalogue: 'c' }

const AT = { started_at: '2026-03-02T18:00:00Z', time_zone: 'UTC' }

let local: Local
let sync: Sync
let troubles: (Trouble | null)[]
let pushes: number[]

beforeEach(async () => {
  local = await Local.open(newId())
  await local.change(async ({ position, transaction }) => {
    Object.assign(position, { cursor: 'at', epoch: 'e', catalogue: 'c', history: null, device: 'd' })
    const common = { base: 1, sent: 0 as const, since: 0, action: 'delete' as const, kind: 'set' as const }
    for (let n = 0; n < 20; n++) {
      const row = newId()
      await transaction.objectStore('outbox').add({ ...common, id: newId(), row, key: row, fields: {} })
    }
  })
  troubles = []
  pushes = []
  sync = new Sync(local, (trouble, busy) => void (busy || troubles.push(trouble)))
  vi.stubGlobal('location', { href: 'http://localhost/' })
  vi.stubGlobal('navigator', {})
})
afterEach(() => {
  sync.stop()
  local.close()
  vi.unstubAllGlobals()
})

const json = (status: number, body: object, headers: HeadersInit = {}) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json', ...headers },
  })

/** A server that answers a push by `pushed`, and everything else. */
function server(pushed: (ids: string[]) => Response) {
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method !== 'POST') return json(200, { ...STANDING, rows: [], cursor: 'at', more: false })
    const { operations } = (await request.json()) as { operations: { id: string }[] }
    pushes.push(operations.length)
    return pushed(operations.map((each) => each.id))
  })
}

const taken = (ids: string[]) =>
  json(200, { ...STANDING, receipts: ids.map((id) => ({ id, outcome: 'applied', row: null })) })

test('a push that is too slow for the line is made smaller until it goes through', async () => {
  server((ids) => {
    if (ids.length > 6) throw new DOMException('timed out', 'TimeoutError')
    return taken(ids)
  })

  while ((await local.outbox()).length) await sync.now()

  expect(pushes).toEqual([20, 10, 5, 5, 5, 5])
  expect(troubles).toEqual(['offline', 'offline', null])
})

test.each([503, 429])('after %i nothing is sent before the server said to come again', async (status) => {
  server(() => json(status, { title: 'Busy', status, detail: 'Busy.' }, { 'Retry-After': '60' }))
  const now = vi.spyOn(Date, 'now')
  await sync.now()
  await sync.now()
  const early = [...pushes]
  now.mockReturnValue(new Date().getTime() + 61_000)
  server(taken)
  await sync.now()
  now.mockRestore()

  expect(early).toEqual([20])
  expect(pushes).toEqual([20, 20])
  expect(troubles).toEqual(['failing', 'failing', null])
  expect(await local.outbox()).toEqual([])
})

test('a clock that is set back by days does not hold up what was to wait for a minute', async () => {
  const later = vi.spyOn(Date, 'now').mockReturnValue(new Date().getTime() + 30 * 86_400_000)
  server(() => json(503, { title: 'Busy', status: 503, detail: 'Busy.' }, { 'Retry-After': '60' }))
  await sync.now()
  later.mockRestore()

  server(taken)
  await sync.now()

  expect(pushes).toEqual([20, 20])
  expect(await local.outbox()).toEqual([])
})

test('what is sent says that it is JSON, and whose rows it is about', async () => {
  const headers: (string | null)[] = []
  server(taken)
  const answer = fetch
  vi.stubGlobal('fetch', (request: Request) => {
    if (request.method === 'POST')
      headers.push(...['content-type', 'x-account'].map((name) => request.headers.get(name)))
    return answer(request)
  })

  await sync.now()

  expect(headers).toEqual(['application/json', local.account])
})

test('what comes in several pages is read on from each cursor, and not from the beginning', async () => {
  const read: string[] = []
  const pages: Record<string, object> = {
    at: { cursor: 'second', more: true },
    second: { cursor: 'third', more: true },
    third: { cursor: 'end', more: false },
  }
  vi.stubGlobal('fetch', async ({ method, url }: Request) => {
    if (method === 'POST') return taken([])
    const { pathname, searchParams } = new URL(url)
    const cursor = searchParams.get('cursor') ?? pathname
    read.push(cursor)
    return json(200, { ...STANDING, rows: [], ...pages[cursor] })
  })
  await local.change(({ transaction }) => transaction.objectStore('outbox').clear())

  await sync.now()

  expect(read).toEqual(['at', 'second', 'third'])
  expect(troubles).toEqual([null])
})

test('what is made after an answer is made of what the server had by then, though the pull was lost', async () => {
  server((ids) =>
    json(200, {
      ...STANDING,
      revision: 9,
      receipts: ids.map((id) => ({ id, outcome: 'applied', row: null })),
    }),
  )
  const answer = fetch
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method !== 'POST') throw new TypeError('lost')
    return answer(request)
  })
  await sync.now()

  await local.write([{ action: 'create', kind: 'workout', id: newId(), fields: { name: 'Legs', ...AT } }])

  expect((await local.outbox()).map(({ base }) => base)).toEqual([9])
})
