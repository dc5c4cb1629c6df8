import { problemOf, request, type Refusal } from '../api/http'
import type { BootstrapAnswer, PullAnswer, PushAnswer } from '../api/schema'
import type { Fields } from './rows'

/** The protocol that is spoken here. */
export const SCHEMA = 1

/** Whatever the server says, so long is the longest wait, in milliseconds. */
export const LONGEST_RETRY = 300_000

/** What is held cannot be brought up to date: bootstrap. */
export class Forgotten extends Error {}
/** The server understands this program no more: load the new one. */
export class Outdated extends Error {}
/** Nobody is signed in here, or somebody else. */
export class SignedOut extends Error {}
/** The server will not have the request, however often it is sent. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.detail)
  }

  /** Whether it is about what was sent, not about who or what sent it: then one of the operations is wrong. */
  get isOfOperations(): boolean {
    const { status, field = '' } = this.refusal
    return [400, 413, 422].includes(status) && !['schema', 'epoch', 'device'].includes(field)
  }
}
/** The server is there and fails: later again, and not before `retryAfter` milliseconds where it says that. */
export class Failing extends Error {
  constructor(
    message: string,
    readonly retryAfter = 0,
  ) {
    super(message)
  }
}

/** The server's disk is full: nothing can be sent before somebody has made room. */
export class DiskFull extends Failing {}

/** By how much this device's clock is ahead of the server's, in milliseconds; null before the first answer. */
export let clockAhead: number | null = null

export async function getBootstrap(account: string, page?: string): Promise<BootstrapAnswer> {
  const path = `/bootstrap?schema=${SCHEMA}${page ? `&page=${encodeURIComponent(page)}` : ''}`
  return readable(await send(account, 'GET', path))
}

export async function getPull(account: string, cursor: string): Promise<PullAnswer> {
  const path = `?schema=${SCHEMA}&limit=500&cursor=${encodeURIComponent(cursor)}`
  return readable(await send(account, 'GET', path))
}

export async function postPush(
  account: string,
  epoch: string,
  device: string,
  operations: Fields[],
): Promise<PushAnswer> {
  return readable(await send(account, 'POST', '', { schema: SCHEMA, epoch, device, operations }))
}

/** An answer that this program can read; where it raises, everything here is as before. */
async function readable<T>(content: unknown): Promise<T> {
  // Where the server has that file no more, it is another version.
  const checks = await import('./answer-checks').catch(() => null)
  const fault = checks ? checks.faultOf(content) : 'outdated'
  if (fault) throw new (fault === 'outdated' ? Outdated : Failing)(fault)
  return content as T // its rows were looked at
}

/** Of this account alone, whoever is signed in by now: the server refuses it with the sign-in of somebody else. */
async function send(account: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const headers = { 'X-Account': account, ...(body !== undefined && { 'content-type': 'application/json' }) }
  const response = await request(
    new Request(new URL(`/api/v1/sync${path}`, location.href), {
      method,
      headers,
      credentials: 'same-origin',
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }),
  )
  const date = response.headers.get('date')
  if (date) clockAhead = Date.now() - Date.parse(date)
  if (response.ok) return response.json()
  // Something in between, a proxy or the page of a hotel, says nothing about what was sent.
  if (!response.headers.get('content-type')?.includes('problem+json'))
    throw new Failing(`It was answered with ${response.status}.`)
  const retryAfter = retryAfterOf(response)
  const refusal = problemOf(await response.json().catch(() => null), response.status)
  switch (response.status) {
    case 401:
      throw new SignedOut(refusal.detail)
    case 410:
      throw new Forgotten(refusal.detail)
    case 426:
      throw new Outdated(refusal.detail)
    case 408:
    case 425:
    case 429:
      throw new Failing(refusal.detail, retryAfter)
    case 507:
      throw new DiskFull(refusal.detail, retryAfter)
  }
  throw response.status >= 500 ? new Failing(refusal.detail, retryAfter) : new Refused(refusal)
}

/** In milliseconds. The server says seconds; a date, as others may say it, is not heeded: clocks differ. */
function retryAfterOf(response: Response): number {
  const seconds = Number(response.headers.get('retry-after') ?? 0)
  return seconds > 0 ? Math.min(seconds * 1000, LONGEST_RETRY) : 0
}
