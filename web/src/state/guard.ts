import { readEntry, type Account, type Guard } from '../core/accounts'
import { forgetGuard, keepGuard } from '../core/leaving'
import { session } from './session.svelte'

type Pin = Extract<Guard, { kind: 'pin' }>
type Passkey = Extract<Guard, { kind: 'passkey' }>

/** OWASP's figure for PBKDF2 with SHA-256 (Password Storage Cheat Sheet). */
const ROUNDS = 600_000
export const SHORTEST_PIN = 4
/** So many wrong ones cost nothing; then each makes the next wait, twice as long as before. In milliseconds. */
const FREE_ATTEMPTS = 3
const FIRST_WAIT = 30_000
const LONGEST_WAIT = 3_600_000
/** In milliseconds: a page that was out of sight for so long is locked again. */
const AWAY = 300_000

/** What this browser can do: over plain http neither. */
export const can = {
  pin: isSecureContext,
  passkey: isSecureContext && typeof PublicKeyCredential !== 'undefined',
}

export async function readGuard(): Promise<Guard | null> {
  return (await readEntry()).guard
}

export async function guardByPin(account: Account, pin: string): Promise<void> {
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const digest = await digestOf(pin, salt, ROUNDS)
  await keepGuard({ kind: 'pin', account: account.id, salt, rounds: ROUNDS, digest, wrong: 0, until: 0 })
  watchAway()
}

/** Milliseconds until another one may be tried; never more than the longest wait, whatever the clock did meanwhile. */
export function waitOf({ until }: Pin, now: number): number {
  return Math.min(Math.max(0, until - now), LONGEST_WAIT)
}

/** Whether it was the right one. What was tried is on the disk before it is said. */
export async function tryPin(guard: Pin, pin: string, now: number): Promise<{ right: boolean; guard: Pin }> {
  if (waitOf(guard, now) > 0) return { right: false, guard }
  const digest = await digestOf(pin, guard.salt, guard.rounds)
  const right = digest.length === guard.digest.length && digest.every((byte, at) => byte === guard.digest[at])
  const wrong = right ? 0 : guard.wrong + 1
  const over = wrong - FREE_ATTEMPTS
  const until = over < 0 ? 0 : now + Math.min(FIRST_WAIT * 2 ** over, LONGEST_WAIT)
  const next = { ...guard, wrong, until }
  await keepGuard(next)
  return { right, guard: next }
}

async function digestOf(pin: string, salt: Uint8Array, rounds: number): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, [
    'deriveBits',
  ])
  const by = { name: 'PBKDF2', hash: 'SHA-256', salt: new Uint8Array(salt), iterations: rounds }
  return new Uint8Array(await crypto.subtle.deriveBits(by, key, 256))
}

/** False where the person or the device would not. */
export async function guardByPasskey(account: Account): Promise<boolean> {
  const credential = await navigator.credentials
    .create({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        rp: { name: 'MyGymTracker' },
        user: {
          id: crypto.getRandomValues(new Uint8Array(16)),
          name: account.email,
          displayName: 'MyGymTracker on this device',
        },
        // ES256 and RS256, which all platforms have one of.
        pubKeyCredParams: [
          { type: 'public-key', alg: -7 },
          { type: 'public-key', alg: -257 },
        ],
        authenticatorSelection: { authenticatorAttachment: 'platform', userVerification: 'required' },
      },
    })
    .catch(() => null)
  if (!(credential instanceof PublicKeyCredential)) return false
  await keepGuard({ kind: 'passkey', account: account.id, credential: new Uint8Array(credential.rawId) })
  watchAway()
  return true
}

/** Whether the device has seen its owner: a bit of what its authenticator says (WebAuthn, 6.1). */
export async function tryPasskey({ credential }: Passkey): Promise<boolean> {
  const shown = await navigator.credentials
    .get({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        allowCredentials: [{ type: 'public-key', id: new Uint8Array(credential) }],
        userVerification: 'required',
      },
    })
    .catch(() => null)
  if (!(shown instanceof PublicKeyCredential)) return false
  if (!(shown.response instanceof AuthenticatorAssertionResponse)) return false
  const flags = new Uint8Array(shown.response.authenticatorData)[32] ?? 0
  return (flags & USER_VERIFIED) !== 0
}
const USER_VERIFIED = 0b100

/** Opens what the guard kept shut. */
export async function openGuarded(account: Account): Promise<void> {
  await session.open(account)
  watchAway()
  session.askWhoIsSignedIn().catch(() => {})
}

export async function removeGuard(account: Account): Promise<void> {
  await forgetGuard(account.id)
}

let left: number | null = null

/** Locks again a page that comes back after a while. */
export function watchAway(): void {
  document.removeEventListener('visibilitychange', see)
  document.addEventListener('visibilitychange', see)
}

function see(): void {
  if (document.visibilityState === 'hidden') left = Date.now()
  else if (left !== null && session.account && Date.now() - left > AWAY) void lockAgain()
}

async function lockAgain(): Promise<void> {
  const { last, guard } = await readEntry()
  if (!last || !guard) return
  session.shut()
  session.lockout = { kind: 'guarded', account: last, guard }
}
