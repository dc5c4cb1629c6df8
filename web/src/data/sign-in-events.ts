import { api, Unreachable } from '../api/http'
import type { SignInEvent } from '../api/schema'
import { counted } from '../domain/amounts'

/** Who signed in and who tried, newest first; null where the server cannot be reached or does not say. */
export async function signInEvents(): Promise<SignInEvent[] | null> {
  try {
    const { data } = await api.GET('/api/v1/sign-in-events')
    return data ?? null
  } catch (error) {
    if (error instanceof Unreachable) return null
    throw error
  }
}

/** Nothing in the list is news any more. Whether the server has taken it. */
export async function acknowledge(): Promise<boolean> {
  try {
    const { error } = await api.PUT('/api/v1/sign-in-events/acknowledgement')
    return !error
  } catch (error) {
    if (error instanceof Unreachable) return false
    throw error
  }
}

export function wordsOf({ succeeded, unusual, attempts }: SignInEvent): string {
  if (!succeeded) return attempts === 1 ? 'Refused once' : `Refused ${counted(attempts, 'time')}`
  return unusual ? 'Signed in, on a new device and network' : 'Signed in'
}

/** What is told unasked, of the newest news. */
export function newsOf({ succeeded, attempts }: SignInEvent): string {
  return succeeded
    ? 'Somebody signed in as you, on a new device and network.'
    : `Somebody tried to sign in as you ${counted(attempts, 'time')}.`
}

const MOMENT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

/** When, from where and with what. */
export function placeOf({ happened_at, network, label }: SignInEvent): string {
  return [MOMENT.format(new Date(happened_at)), network && `from ${network}`, label]
    .filter(Boolean)
    .join(', ')
}
