import 'fake-indexeddb/auto'
import { expect, test, vi } from 'vitest'
import { remember, type Guard } from '../src/core/accounts'
import { newId } from '../src/core/ids'

vi.stubGlobal('isSecureContext', true)
vi.stubGlobal('location', new URL('https://gym.example/'))
vi.stubGlobal('sessionStorage', { getItem: () => null })
vi.stubGlobal('document', { addEventListener: () => {}, removeEventListener: () => {} })

const { guardByPin, readGuard, tryPin, waitOf } = await import('../src/state/guard')

const ANN = { id: newId(), email: 'ann@example.org', display_name: '' }
const NOW = Date.UTC(2026, 2, 2)
const HOUR = 3_600_000

type Pin = Extract<Guard, { kind: 'pin' }>

async function pinned(): Promise<Pin> {
  await remember(ANN)
  await guardByPin(ANN, '2580')
  const guard = await readGuard()
  if (guard?.kind !== 'pin') throw new Error('there is a PIN')
  return guard
}

test('the PIN opens, nothing else does, and neither is on the disk as it was typed', async () => {
  const guard = await pinned()

  const wrong = await tryPin(guard, '2581', NOW)
  const right = await tryPin(wrong.guard, '2580', NOW)

  expect([wrong.right, right.right]).toEqual([false, true])
  expect(JSON.stringify(await readGuard())).not.toContain('2580')
})

test('after three wrong ones each makes the next wait twice as long, at most an hour, and a restart does not help', async () => {
  let guard = await pinned()
  let now = NOW
  const waits: number[] = []
  for (let tried = 0; tried < 12; tried++) {
    guard = (await tryPin(guard, '0000', now)).guard
    waits.push(waitOf(guard, now) / 1000)
    now += waitOf(guard, now)
  }

  expect(waits).toEqual([0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600])
  expect(await readGuard()).toEqual(guard)
})

test('while it waits even the right one is not tried, and a clock that jumped waits no longer than the longest', async () => {
  const guard = { ...(await pinned()), wrong: 3, until: NOW + 30_000 }

  expect((await tryPin(guard, '2580', NOW)).right).toBe(false)
  expect((await tryPin(guard, '2580', NOW + 30_000)).right).toBe(true)
  expect(waitOf({ ...guard, until: NOW + 9000 * HOUR }, NOW)).toBe(HOUR)
})
