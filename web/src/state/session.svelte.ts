import { api, asWhoever, speakFor, Unreachable } from '../api/http'
import { readEntry, remember, type Account, type Ending, type Guard } from '../core/accounts'
import { Local } from '../core/local'
import { dismiss, toasts } from './toasts.svelte'
import { syncNow, syncState, unwatch, watch } from './sync.svelte'

/** Of whom this device still holds rows, and how many operations of theirs the server does not have. */
export interface UnsentOf {
  id: string
  waiting: number
}

/** What keeps everybody out until it is settled. */
export type Lockout =
  /** Of rows that are shown again once their owner has signed in. */
  | ({ kind: 'locked'; reason: Ending } & UnsentOf)
  /** The sign-in was ended from elsewhere, and nothing is left here. */
  | { kind: 'wiped' }
  /** Signed out here; the server does not know yet. */
  | { kind: 'left' }
  | { kind: 'guarded'; account: Account; guard: Guard }
  /** Somebody signed in where rows of others are. */
  | { kind: 'others'; present: Account; others: UnsentOf[] }

/** Under which the session storage of a tab says that the device is borrowed. */
export const BORROWED = 'borrowed'

class Session {
  /** Null while nobody is signed in on this device. */
  account = $state.raw<Account | null>(null)
  /** Until it is known who is signed in. */
  starting = $state(true)
  lockout = $state.raw<Lockout | null>(null)
  /** Another tab runs a newer program: this page has to be loaded again. */
  outdated = $state(false)
  /** This browser keeps nothing, as some do in private windows. */
  unusable = $state(false)
  /** The device is somebody else's: all is in the memory of this page, and ends with it. */
  readonly borrowed = sessionStorage.getItem(BORROWED) !== null
  /** Sign-outs that the server has not heard of: until it has, its cookie opens nothing here. */
  leaving: readonly string[] = []
  /** The other tabs, which hear who is let in or out. */
  readonly tabs =
    this.borrowed || typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('mygymtracker')
  private opened = $state.raw<Local | null>(null)
  /** Another number whenever whoever was here no longer is. */
  private turn = 0
  /** Another number at each start: another tab may let somebody in or out while this one begins. */
  private starts = 0

  /** What the person has on this device. */
  get local(): Local {
    if (!this.opened) throw new Error('nobody is signed in on this device')
    return this.opened
  }

  /** With whoever was here last, at once, unless this device is locked; whether the sign-in holds is seen when the server is heard. */
  async start(): Promise<void> {
    const mine = ++this.starts
    const entry = await readEntry()
    const { last, lock, guard } = entry
    this.leaving = entry.signOuts
    this.lockout = null
    try {
      if (lock || guard) await (await signingIn()).lockAtStart(entry)
      else if (last) await this.open(last)
      else await this.askWhoIsSignedIn()
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error
    } finally {
      if (mine === this.starts) this.starting = false
    }
    if (this.account || lock) this.askWhoIsSignedIn().catch(() => {})
  }

  /**
   * Asks the server whose the sign-in is, and does what follows: what is here is opened, or shut. `again` syncs once more
   * what was not synced without a sign-in. Throws Unreachable.
   */
  async askWhoIsSignedIn(again = true): Promise<void> {
    if (this.leaving.length > 0) await (await signingIn()).deliver()
    const { turn } = this
    const { data, error, response } = await asWhoever(() => api.GET('/api/v1/account'))
    // Somebody signed out meanwhile, or another one came: it is about nobody who is here.
    if (turn !== this.turn) return
    if (data) {
      const { id, email, display_name } = data
      const account = { id, email, display_name }
      if (this.account?.id !== id) return (await signingIn()).signedIn(account)
      const before = this.account
      this.account = account
      // A device that is full forgets who was here; that it keeps no set either is said at the set.
      if (before.email !== email || before.display_name !== display_name)
        await remember(account).catch(() => {})
      if (again && syncState.trouble === 'signed-out') void syncNow()
    } else if (response.status === 401 && response.headers.get('content-type')?.includes('problem+json'))
      await (await signingIn()).signInEnded(error)
  }

  /** What this person has here, and nobody else. */
  async open(account: Account): Promise<void> {
    this.shut()
    const { turn } = this
    try {
      const opened = await Local.open(account.id, (removed) => {
        unwatch()
        if (removed) void this.look()
        else this.outdated = true
      })
      // Meanwhile somebody was let in or out: what is here belongs to that.
      if (turn !== this.turn) return opened.close()
      this.opened = opened
      speakFor(account.id)
    } catch {
      this.unusable = true
    }
    // What waits is known before anything says that all is synced.
    if (this.opened) {
      await watch(this.opened, () => this.askWhoIsSignedIn(false).catch(() => {}))
      if (turn !== this.turn) return
      this.account = account
    }
    this.lockout = null
    this.starting = false
  }

  shut(): void {
    this.turn += 1
    unwatch()
    this.opened?.close()
    this.opened = null
    this.account = null
    speakFor(null)
    for (const { id } of toasts.list) dismiss(id)
  }

  /** Another tab let somebody in or out. */
  async look(): Promise<void> {
    const { last, lock } = await readEntry()
    if (this.account && last?.id === this.account.id && !lock) return
    // Nobody is sent to sign in while it is not known who is here: of one who was here, and of a page that begins.
    if (this.account) this.starting = true
    this.shut()
    await this.start()
  }
}

const signingIn = () => import('./signing-in')

export const session = new Session()
if (session.tabs) session.tabs.onmessage = () => void session.look()
