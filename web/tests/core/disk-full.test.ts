import 'fake-indexeddb/auto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { newId } from '../../src/core/ids'
import { Local } from '../../src/core/local'
import { Sync, type Trouble } from '../../src/core/sync'

const FULL = { title: 'The disk is full', status: 507, detail: 'The disk of the server is full.' }

let local: Local
let server: Server
beforeEach(async () => {
  local = await Local.open(newId())
  server = createServer((_, answer) => {
    answer.writeHead(507, { 'content-type': 'application/problem+json' }).end(JSON.stringify(FULL))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  vi.stubGlobal('navigator', {}) // no locks between tabs
  vi.stubGlobal('location', new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`))
})
afterEach(() => {
  vi.unstubAllGlobals()
  server.close()
  local.close()
})

test('what a server with a full disk refuses stays in the outbox, unharmed, and the reason is known', async () => {
  const troubles: (Trouble | null)[] = []
  await local.change(async ({ position }) => {
    Object.assign(position, { cursor: 'c', history: null, epoch: 'e', device: 'd' })
  })
  await local.write([
    { action: 'create', kind: 'measurement', id: newId(), fields: { note: 'After lunch.' } },
  ])
  const before = await local.outbox()

  const sync = new Sync(local, (trouble, busy) => !busy && troubles.push(trouble))
  await sync.now()
  sync.stop()

  expect(troubles).toEqual(['disk-full'])
  const after = await local.outbox()
  expect(after.map(({ id, fields, problem }) => ({ id, fields, problem }))).toEqual(
    before.map(({ id, fields }) => ({ id, fields, problem: undefined })),
  )
  expect(after).toHaveLength(1)
})
