import { expect, test, vi } from 'vitest'
import type { SignInEvent } from '../src/api/schema'

let answer: () => Response
vi.stubGlobal('location', new URL('https://gym.example/'))
vi.stubGlobal('fetch', async () => answer())

const { acknowledge, newsOf, placeOf, signInEvents, wordsOf } = await import('../src/data/sign-in-events')

const REFUSED: SignInEvent = {
  id: '019caf70-6140-7000-8000-0000000000e1',
  happened_at: '2026-03-02T18:00:00Z',
  succeeded: false,
  attempts: 11,
  unusual: false,
  label: 'curl/8',
  network: '203.0.113.7',
  login_session_id: null,
  news: true,
}

test('who signed in and who tried is said with when, from where and with what', () => {
  const once = { ...REFUSED, attempts: 1, label: '', news: false }
  const unusual = { ...REFUSED, succeeded: true, attempts: 1, unusual: true }

  expect([REFUSED, once, unusual, { ...unusual, unusual: false }].map(wordsOf)).toEqual([
    'Refused 11 times',
    'Refused once',
    'Signed in, on a new device and network',
    'Signed in',
  ])
  expect([REFUSED, unusual].map(newsOf)).toEqual([
    'Somebody tried to sign in as you 11 times.',
    'Somebody signed in as you, on a new device and network.',
  ])
  expect(placeOf(REFUSED)).toMatch(/2026.*, from 203\.0\.113\.7, curl\/8$/)
  expect(placeOf(once)).toMatch(/from 203\.0\.113\.7$/)
})

test('without a network there is no list, and what was dismissed is said again', async () => {
  answer = () => Response.json([REFUSED])
  const list = await signInEvents()
  answer = () => new Response(null, { status: 204 })
  const taken = await acknowledge()
  answer = () => {
    throw new TypeError('no network')
  }

  expect([list, taken]).toEqual([[REFUSED], true])
  expect([await signInEvents(), await acknowledge()]).toEqual([null, false])
})
