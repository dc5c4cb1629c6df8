import { api, asWhoever, problemOf, request, Unreachable, type Refusal } from '../api/http'
import { readEntry, remember, type Account, type Ending, type Entry, type Lock } from '../core/accounts'
import {
  forgetDatabase,
  forgetGuard,
  forgetSignOuts,
  formerAccounts,
  keepLock,
  noteSignOut,
} from '../core/leaving'
import { Local } from '../core/local'
import { BORROWED, session, type UnsentOf } from './session.svelte'

/** In milliseconds: how long a sign-out waits that the server did not hear, where nothing says that it can be heard again. */
const DELIVER_AGAIN = 30_000

// ------------------------------------------------------------------------------------------------------------ coming in

/** Null when it went well, else what was wrong. Throws Unreachable. */
export async function signIn(email: string, password: string): Promise<Refusal | null> {
  const past = session.lockout?.kind === 'guarded' ? session.lockout.account.id : null
  const { error, response } = await asWhoever(() =>
    api.POST('/api/v1/login-sessions', { body: { email, password, label: '' } }),
  )
  if (error) return problemOf(error, response.status)
  // The cookie is that of this sign-in now, and the server has ended the former one.
  session.leaving = []
  await forgetSignOuts().catch(() => {})
  await session.askWhoIsSignedIn()
  if (past && session.account?.id === past) await forgetGuard(past)
  return null
}

/** Makes the account and signs in. Null when it went well. Throws Unreachable. */
export async function signUp(email: string, password: string, code = ''): Promise<Refusal | null> {
  const make = async (time_zone: string): Promise<Refusal | null> => {
    const body = { email, password, time_zone, code }
    const { error, response } = await api.POST('/api/v1/accounts', { body })
    return error ? problemOf(error, response.status) : null
  }
  let problem = await make(Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC')
  // A browser of another year may name a zone that the server does not know: the settings ask for one then.
  if (problem?.field === 'time_zone') problem = await make('UTC')
  return problem ?? signIn(email, password)
}

/** The server says that the sign-in is of this account. Where rows of others are, whoever came is asked first. */
export async function signedIn(present: Account): Promise<void> {
  const others = await unsentOfOthers(present)
  const [first] = others
  if (first) {
    session.shut()
    const { lock } = await readEntry()
    if (!lock) await keepLock({ account: first.id, reason: 'unknown' })
    session.lockout = { kind: 'others', present, others }
    notifyTabs()
    return
  }
  // Nobody is sent to sign in while one account makes room for another.
  if (session.account) session.starting = true
  await remember(present).catch(() => {})
  await session.open(present)
  notifyTabs()
}

/**
 * Who has rows here and is somebody else. The same address at a server that knows it under another id is the same person,
 * whose server was replaced: what is left of the former one is offered under Sync.
 */
async function unsentOfOthers(present: Account): Promise<UnsentOf[]> {
  const others = (await formerAccounts(present.id)).filter(({ email }) => !isSame(email, present.email))
  return Promise.all(others.map(({ id }) => unsentOf(id)))
}

export function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/** Takes what others have here off the device, and lets in whoever came. */
export async function removeOthers(): Promise<void> {
  if (session.lockout?.kind !== 'others') return
  const { present, others } = session.lockout
  for (const { id } of others) await forgetDatabase(id)
  await signedIn(present)
}

// ------------------------------------------------------------------------------------------------------------ shut out

/** Of a device that starts, where not everybody may see what is here. */
export async function lockAtStart({ last, lock, guard }: Entry): Promise<void> {
  if (lock) await lockOut(lock)
  else if (last && guard) session.lockout = { kind: 'guarded', account: last, guard }
}

/** The server says that the sign-in of whoever was here holds no more. */
export async function signInEnded(problem: unknown): Promise<void> {
  const { last, lock } = await readEntry()
  const account = session.account?.id ?? lock?.account ?? last?.id
  session.shut()
  session.starting = false
  if (!account) return
  const formerReason = lock?.account === account ? lock.reason : null
  // What was revoked stays so, whatever is said of it later.
  const reason = formerReason === 'revoked' ? formerReason : endingOf(problem)
  await lockOut({ account, reason })
  if (reason !== formerReason) notifyTabs()
}

/** Without a reason no sign-in was shown: the browser has dropped the cookie, as it does with one that ran out. */
export function endingOf(problem: unknown): Ending {
  const reason = typeof problem === 'object' && problem && 'reason' in problem ? problem.reason : null
  return reason === 'revoked' || reason === 'unknown' ? reason : 'expired'
}

async function lockOut({ account, reason }: Lock): Promise<void> {
  const unsent = await unsentOf(account)
  if (reason === 'revoked' && unsent.waiting === 0) return wipe(account)
  // A device that is full locks this page, and the next one as soon as the server is heard.
  await keepLock({ account, reason }).catch(() => {})
  session.lockout = { kind: 'locked', reason, ...unsent }
}

async function unsentOf(id: string): Promise<UnsentOf> {
  const local = await Local.open(id)
  try {
    return { id, waiting: (await local.outbox()).length }
  } finally {
    local.close()
  }
}

/** Takes all of an account off the device whose sign-in was ended from elsewhere. */
export async function wipe(account: string): Promise<void> {
  session.lockout = { kind: 'wiped' }
  await forgetDatabase(account)
  notifyTabs()
}

// ------------------------------------------------------------------------------------------------------------- leaving

/** Takes what is here of the person off the device, at once; the server hears of it when it can. */
export async function signOut(): Promise<void> {
  const sentAway = session.lockout?.kind === 'others' ? session.lockout.present : null
  const account = session.account ?? sentAway
  if (!account) return
  await noteSignOut(account.id).catch(() => {})
  session.leaving = [...new Set([...session.leaving, account.id])]
  session.shut()
  session.lockout = { kind: 'left' }
  notifyTabs()
  await forgetDatabase(account.id)
  await deliver().catch((error: unknown) => {
    if (!(error instanceof Unreachable)) throw error
  })
  // Whose rows are here, beside whoever was sent away, is shut out as before.
  if (sentAway && session.leaving.length === 0) await session.start()
}

let again: ReturnType<typeof setTimeout> | undefined

/** Tells the server who signed out here. Throws Unreachable, and tries again by itself. */
export async function deliver(): Promise<void> {
  clearTimeout(again)
  removeEventListener('online', deliverAgain)
  try {
    for (const account of session.leaving) await tellServer(account)
  } catch (error) {
    if (!session.account && !session.lockout) session.lockout = { kind: 'left' }
    addEventListener('online', deliverAgain, { once: true })
    again = setTimeout(deliverAgain, DELIVER_AGAIN)
    throw error
  }
  session.leaving = []
  await forgetSignOuts().catch(() => {})
  if (session.lockout?.kind === 'left') session.lockout = null
}

function deliverAgain(): void {
  session.askWhoIsSignedIn().catch(() => {})
}

async function tellServer(account: string): Promise<void> {
  const url = new URL('/api/v1/login-sessions/current', location.href)
  const headers: HeadersInit = account ? { 'X-Account': account } : {}
  const { ok, status } = await request(
    new Request(url, { method: 'DELETE', headers, credentials: 'same-origin' }),
  )
  // Without a sign-in, or with that of somebody else, there is none to end.
  if (!ok && status !== 401) throw new Unreachable(`The server answered with ${status}.`)
}

// ------------------------------------------------------------------------------------------------------------ borrowed

/** From now on this tab keeps everything in its memory. Any later start of another one ends the sign-in. */
export async function borrow(): Promise<void> {
  await noteSignOut('')
  sessionStorage.setItem(BORROWED, 'yes')
  location.assign('/sign-in')
}

export function endBorrowing(): void {
  sessionStorage.removeItem(BORROWED)
  location.assign('/sign-in')
}

/** The other tabs look who is in. */
function notifyTabs(): void {
  session.tabs?.postMessage(null)
}
