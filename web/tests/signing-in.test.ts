import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readEntry, remember, type Account } from '../src/core/accounts'
import { newId } from '../src/core/ids'
import { forgetDatabase, formerAccounts, keepLock } from '../src/core/leaving'
import { Local } from '../src/core/local'
import { serverRow } from './core/server'

/** What a server says to whoever asks by the cookie that the browser holds. */
const server = {
  online: true,
  /** Whose the cookie is. */
  cookie: null as Account | null,
  reason: undefined as string | undefined,
  requests: [] as string[],
}
const ANN = { id: newId(), email: 'ann@example.org', display_name: '' }
const BOB = { id: newId(), email: 'bob@example.org', display_name: '' }

function answer(request: Request): Response {
  const requests = `${request.method} ${new URL(request.url).pathname}`
  server.requests.push(requests)
  if (!server.online) throw new TypeError('no network')
  const speaksFor = request.headers.get('X-Account')
  const isTheirs = server.cookie !== null && (speaksFor === null || speaksFor === server.cookie.id)
  if (!isTheirs) {
    const body = { title: 'Not signed in', status: 401, detail: 'Sign in.', reason: server.reason }
    return Response.json(body, { status: 401, headers: { 'content-type': 'application/problem+json' } })
  }
  if (requests === 'GET /api/v1/account') return Response.json(server.cookie)
  server.cookie = null
  return new Response(null, { status: 204 })
}

vi.stubGlobal('location', new URL('https://gym.example/'))
vi.stubGlobal('sessionStorage', { getItem: () => null })
vi.stubGlobal('addEventListener', () => {})
vi.stubGlobal('removeEventListener', () => {})
vi.stubGlobal('fetch', async (request: Request) => answer(request))

const { session } = await import('../src/state/session.svelte')
const { endingOf, removeOthers, signOut, wipe } = await import('../src/state/signing-in')

beforeEach(async () => {
  for (const { id } of [ANN, BOB]) await forgetDatabase(id)
  Object.assign(server, { online: true, cookie: null, reason: undefined, requests: [] })
  Object.assign(session, { lockout: null, leaving: [] })
})
afterEach(() => session.shut())

/** The device as ann left it, with things that wait. */
async function usedByAnn(waiting: number): Promise<void> {
  await remember(ANN)
  const local = await Local.open(ANN.id)
  await local.change(({ store }) => store.take([serverRow('profile', ANN.id, 1, { unit: 'kg' })]))
  for (let done = 0; done < waiting; done++)
    await local.write([{ action: 'create', kind: 'exercise', id: newId(), fields: { name: 'Own' } as never }])
  local.close()
}

const people = async () => (await formerAccounts('')).map(({ id }) => id).toSorted()
const settled = (what: () => unknown) => vi.waitFor(what, { timeout: 5000 })

test.each(['expired', 'unknown', undefined])(
  'a sign-in that is %s shuts the device, and a later start opens nothing before the server was asked',
  async (reason) => {
    await usedByAnn(2)
    server.reason = reason

    await session.start()
    await settled(() => expect(session.account).toBeNull())
    await settled(() => expect(session.lockout).toMatchObject({ kind: 'locked', waiting: 2 }))
    server.online = false
    session.lockout = null
    await session.start()

    expect(session.account).toBeNull()
    expect(session.lockout).toMatchObject({ kind: 'locked', waiting: 2, reason: reason ?? 'expired' })
    expect(await people()).toEqual([ANN.id])
  },
)

test('without an answer a device goes on as before, whatever a proxy says', async () => {
  await usedByAnn(1)
  server.online = false

  await session.start()

  expect(session.account?.id).toBe(ANN.id)
  expect(session.lockout).toBeNull()
})

test('a page that begins while another tab lets somebody in sends nobody to sign in, and opens once', async () => {
  await usedByAnn(0)
  server.cookie = ANN
  session.starting = true
  const open = vi.spyOn(Local, 'open')
  let isOver = false
  let sentAway = false

  const both = Promise.all([session.start(), session.look()]).then(() => (isOver = true))
  while (!isOver) {
    sentAway ||= !session.starting && !session.account
    await new Promise((resolve) => setTimeout(resolve))
  }
  await both

  expect(sentAway).toBe(false)
  expect(session.account?.id).toBe(ANN.id)
  const opened = await Promise.all(open.mock.results.map(({ value }) => value as Promise<Local>))
  const closed = await Promise.allSettled(opened.map((local) => local.syncPosition()))
  expect(closed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  open.mockRestore()
})

test('a sign-in that was ended from elsewhere takes everything off the device, at once where all was sent', async () => {
  await usedByAnn(0)
  server.reason = 'revoked'

  await session.start()

  await settled(() => expect(session.lockout).toEqual({ kind: 'wiped' }))
  await settled(async () => expect(await people()).toEqual([]))
  expect((await readEntry()).last).toBeNull()
})

test('where something was not sent it is kept, shut, until somebody decides; and stays revoked', async () => {
  await usedByAnn(1)
  server.reason = 'revoked'
  await session.start()
  await settled(() =>
    expect(session.lockout).toMatchObject({ kind: 'locked', reason: 'revoked', waiting: 1 }),
  )
  server.reason = undefined

  await session.askWhoIsSignedIn()

  expect(session.lockout).toMatchObject({ kind: 'locked', reason: 'revoked', waiting: 1 })
  await wipe(ANN.id)
  expect(await people()).toEqual([])
  expect((await readEntry()).lock).toBeNull()
})

test('whoever signs in again finds it open, and the lock gone', async () => {
  await usedByAnn(1)
  await keepLock({ account: ANN.id, reason: 'expired' })
  server.cookie = ANN

  await session.start()

  await settled(() => expect(session.account?.id).toBe(ANN.id))
  expect(session.lockout).toBeNull()
  expect((await readEntry()).lock).toBeNull()
})

test('somebody else is asked first, and sees nothing that was here', async () => {
  await usedByAnn(3)
  await keepLock({ account: ANN.id, reason: 'expired' })
  server.cookie = BOB

  await session.askWhoIsSignedIn()

  expect(session.account).toBeNull()
  expect(session.lockout).toEqual({ kind: 'others', present: BOB, others: [{ id: ANN.id, waiting: 3 }] })
  await removeOthers()
  expect(session.account?.id).toBe(BOB.id)
  expect(await people()).toEqual([BOB.id])
})

test('whoever does not want what is here removed is signed out, and it stays shut', async () => {
  await usedByAnn(1)
  server.cookie = BOB
  await session.askWhoIsSignedIn()

  await signOut()

  expect(server.cookie).toBeNull()
  expect(session.lockout).toMatchObject({ kind: 'locked', id: ANN.id, waiting: 1 })
  expect(await people()).toEqual([ANN.id])
})

test('the same address under another id is the same person at a server that was replaced: nothing is lost', async () => {
  await usedByAnn(1)
  const anew = { ...ANN, id: newId(), email: 'Ann@example.org' }
  server.cookie = anew

  await session.askWhoIsSignedIn()

  expect(session.account?.id).toBe(anew.id)
  expect(await people()).toContain(ANN.id)
  session.shut()
  await forgetDatabase(anew.id)
})

test('signing out needs no network: all is gone, and the cookie opens nothing until the server has heard of it', async () => {
  await usedByAnn(1)
  server.cookie = ANN
  await session.start()
  await settled(() => expect(server.requests).toEqual(['GET /api/v1/account']))
  server.online = false

  await signOut()

  expect(session.lockout).toEqual({ kind: 'left' })
  expect(await people()).toEqual([])
  await session.start()
  expect([session.account, session.lockout]).toEqual([null, { kind: 'left' }])
  server.online = true
  server.requests = []
  await session.start()
  expect(server.requests).toEqual(['DELETE /api/v1/login-sessions/current', 'GET /api/v1/account'])
  expect(session.account).toBeNull()
  expect((await readEntry()).signOuts).toEqual([])
})

test('only an answer of our own says why', () => {
  expect([{ reason: 'revoked' }, { reason: 'unknown' }, { reason: 7 }, {}, null].map(endingOf)).toEqual([
    'revoked',
    'unknown',
    'expired',
    'expired',
    'expired',
  ])
})
