import {
  ALL,
  openDatabase,
  writing,
  type Database,
  type SyncPosition,
  type ServerNotice,
  type Operation,
} from './database'
import { Reader } from './reader'
import type { Action, Kind } from './rows'
import { ROWS_OF_TODAY } from './row-schema'
import { Store } from './store'

/** The device would not keep what was to be written. The message is for the person. */
export class NotSaved extends Error {}

/** Kinds that are shown otherwise now; null when anything may be. */
export type Listener = (kinds: ReadonlySet<Kind> | null) => void

export interface Inside {
  store: Store
  position: SyncPosition
  transaction: ReturnType<typeof writing>
}

/** All that one person has on this device. Every tab holds one of these, and they tell each other what they change. */
export class Local {
  private readonly listeners = new Set<Listener>()
  private readonly actors = new Set<() => void>()
  private readonly tabs: BroadcastChannel | undefined
  private closed = false

  private constructor(
    readonly account: string,
    private database: Database,
  ) {
    if (typeof BroadcastChannel === 'undefined') return
    this.tabs = new BroadcastChannel(`mygymtracker-${account}`)
    this.tabs.onmessage = ({ data }: MessageEvent<Kind[] | null>) => this.notify(data && new Set(data))
  }

  /** `superseded` is called when another tab opens the same database by a newer program, or (`removed`) deletes it. */
  static async open(account: string, superseded?: (removed: boolean) => void): Promise<Local> {
    let local: Local | undefined
    // Some browsers close a database by themselves, as of a page in the background: it is opened again.
    const reopen = async () => {
      const database = await openDatabase(account, superseded, () => void reopen())
      if (local && !local.closed) local.database = database
      else database.close()
      local?.announce(null)
    }
    local = new Local(account, await openDatabase(account, superseded, () => void reopen()))
    // Once in the life of a version.
    if ((await local.syncPosition()).schema !== ROWS_OF_TODAY)
      await import('./upgrade').then(
        (all) => all.upgrade(local),
        () => {},
      )
    return local
  }

  close(): void {
    this.closed = true
    this.tabs?.close()
    this.database.close()
  }

  /** One consistent look at all that is shown. Inside it, wait for the reader alone. */
  async read<T>(query: (reader: Reader) => Promise<T>): Promise<T> {
    return query(new Reader(this.database.transaction(ALL, 'readonly')))
  }

  /**
   * Durable when it resolves, all of it or nothing. Actions that depend on what is there are decided by a function of
   * the reader it is given, in the same transaction, so that no other write comes between. Throws NotSaved.
   */
  async write(actions: readonly Action[] | ((reader: Reader) => Promise<readonly Action[]>)): Promise<void> {
    if (actions.length === 0 && typeof actions !== 'function') return
    const now = Date.now()
    try {
      await this.change(async ({ store, transaction }) => {
        const decided = typeof actions === 'function' ? await actions(new Reader(transaction)) : actions
        for (const action of decided) await store.act(action, now)
      })
    } catch (error) {
      throw new NotSaved(notSaved(error), { cause: error })
    }
    for (const acted of this.actors) acted()
  }

  /** What a screen keeps for itself on this device. */
  async note<T>(name: string): Promise<T | undefined> {
    return (await this.database.get('notes', name)) as T | undefined
  }

  async keep(name: string, value: unknown): Promise<void> {
    if (value === undefined) await this.database.delete('notes', name)
    else await this.database.put('notes', value, name)
  }

  /** Tells of every change of what is shown, by whomever; returns what ends it. */
  listen(listener: Listener): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Tells of every write here; for the one who sends it. */
  onWrite(acted: () => void): () => void {
    this.actors.add(acted)
    return () => this.actors.delete(acted)
  }

  async syncPosition(): Promise<SyncPosition> {
    return (await this.database.get('meta', 'standing')) ?? begin(this.account)
  }

  async outbox(): Promise<Operation[]> {
    return this.database.getAll('outbox')
  }

  /** How many workouts were read, deleted ones aside. */
  async countWorkouts(): Promise<number> {
    const range = IDBKeyRange.bound(['workout', -Infinity], ['workout', Infinity])
    return this.database.countFromIndex('rows', 'at', range)
  }

  /** Whether rows stand aside, of before a backup of the server was restored. */
  async isAside(): Promise<boolean> {
    return (await this.database.count('old_rows')) > 0
  }

  /** What the server said about what was sent, oldest first. */
  async notices(): Promise<ServerNotice[]> {
    return this.database.getAll('told')
  }

  async clearNotices(): Promise<void> {
    await this.database.clear('told')
    this.announce(null)
  }

  /** One transaction over everything, for whoever syncs; `inside` may only wait for the database. */
  async change<T>(inside: (all: Inside) => Promise<T>): Promise<T> {
    const transaction = writing(this.database, ALL)
    const meta = transaction.objectStore('meta')
    try {
      const position = (await meta.get('standing')) ?? begin(this.account)
      const before = JSON.stringify(position)
      const store = new Store(transaction, position)
      const outcome = await inside({ store, position, transaction })
      if (JSON.stringify(position) !== before) await meta.put(position, 'standing')
      await transaction.done
      this.announce(store.changed)
      return outcome
    } catch (error) {
      abort(transaction)
      throw error
    }
  }

  /** Tells this tab and the others. */
  announce(kinds: ReadonlySet<Kind> | null): void {
    this.notify(kinds)
    this.tabs?.postMessage(kinds && [...kinds])
  }

  private notify(kinds: ReadonlySet<Kind> | null): void {
    for (const listener of this.listeners) listener(kinds)
  }
}

function begin(account: string): SyncPosition {
  return {
    account,
    device: '',
    cursor: null,
    epoch: null,
    epoch_revision: 0,
    revision: 0,
    catalogue: null,
    history: null,
    bootstraps: 0,
    synced_at: null,
  }
}

/** Nothing of it stays. It may have ended by itself, of the same error. */
function abort(transaction: Inside['transaction']): void {
  transaction.done.catch(() => {})
  try {
    transaction.abort()
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error
  }
}

function notSaved(error: unknown): string {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'QuotaExceededError') return 'This device has no room left for it. Make room, then try again.'
  if (name === 'InvalidStateError') return 'This page is an older one than another tab. Load it again.'
  return 'This device would not keep it. A private window keeps nothing: open the tracker in an ordinary one.'
}
