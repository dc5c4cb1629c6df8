import type { Local } from '../core/local'
import type { Sync, Trouble } from '../core/sync'

export type SyncKind = 'synced' | 'reading' | 'waiting' | 'offline' | 'attention' | 'signed-out' | 'outdated'

/** In milliseconds: what syncs is loaded once the screen is there, and again where it could not be loaded. */
const FIRST_SHOWN = 100
const LOAD_AGAIN = 5_000

class SyncState {
  /** Whether what waits was counted: until then nothing is known of it, least of all that all is synced. */
  isCounted = $state(false)
  /** Operations that the server has not confirmed, and those that it refused. */
  waiting = $state(0)
  refused = $state(0)
  trouble = $state<Trouble | null>(null)
  busy = $state(false)
  lastSynced = $state.raw<Date | null>(null)
  /** The history is still being read. */
  historyLoading = $state(false)
  /** How many workouts of how many were read; null where it is not known, or all were. */
  readWorkouts = $state.raw<{ read: number; of: number } | null>(null)
  /** Instant in milliseconds of the oldest thing that waits. */
  waitingSince = $state<number | null>(null)
  /** Milliseconds by which this device's clock is ahead of the server's (or, negative, behind); 0 until it is heard. */
  clockAhead = $state(0)

  get online(): boolean {
    return this.trouble !== 'offline' && this.trouble !== 'failing'
  }

  get kind(): SyncKind {
    if (this.trouble === 'outdated' || this.trouble === 'signed-out') return this.trouble
    if (this.refused > 0 || this.trouble === 'refused') return 'attention'
    if (this.waiting > 0) return 'waiting'
    if (!this.online) return 'offline'
    return this.historyLoading || !this.isCounted ? 'reading' : 'synced'
  }
}

export const syncState = new SyncState()

let sync: Sync | null = null
let begun: Promise<void> | null = null
let timer: ReturnType<typeof setTimeout> | undefined
let watched: { local: Local; signedOut: () => void } | null = null
let endListening = () => {}

/**
 * Syncs for as long as this person is signed in here. Nothing that is written has to wait for it. Counts what waits.
 * `signedOut` is called when the server says that the sign-in is none of theirs.
 */
export async function watch(local: Local, signedOut: () => void): Promise<void> {
  unwatch()
  watched = { local, signedOut }
  endListening = local.listen(() => void count(local))
  timer = setTimeout(() => void begin(), FIRST_SHOWN)
  await count(local)
}

export function unwatch(): void {
  clearTimeout(timer)
  sync?.stop()
  sync = begun = watched = null
  endListening()
  Object.assign(syncState, {
    isCounted: false,
    waiting: 0,
    refused: 0,
    trouble: null,
    busy: false,
    lastSynced: null,
    historyLoading: false,
    readWorkouts: null,
    waitingSince: null,
  })
}

/** Now, rather than when it would happen by itself. */
export async function syncNow(): Promise<void> {
  await begin()
  await sync?.now()
}

function begin(): Promise<void> {
  clearTimeout(timer)
  return (begun ??= load(watched))
}

/** Loads what syncs, and starts it. It is no part of what is loaded before a set can be logged. */
async function load(mine: typeof watched): Promise<void> {
  if (!mine) return
  const { local, signedOut } = mine
  const engine = await import('../core/sync').catch(() => null)
  // Meanwhile it ended, or began anew.
  if (mine !== watched) return
  if (!engine) {
    begun = null
    syncState.trouble = 'offline'
    timer = setTimeout(() => void begin(), LOAD_AGAIN)
    return
  }
  sync = new engine.Sync(local, (trouble, busy) => {
    if (!busy) syncState.trouble = trouble
    if (trouble === 'signed-out') signedOut()
    syncState.busy = busy
    syncState.clockAhead = engine.clockAhead ?? 0
    void count(local)
  })
  sync.start()
}

async function count(local: Local): Promise<void> {
  const kept = await Promise.all([local.outbox(), local.syncPosition()]).catch(() => null)
  // Closed meanwhile: signed out, or a newer program in another tab took the database.
  if (!kept) return
  const [outbox, position] = kept
  const waiting = outbox.filter((each) => !each.problem)
  syncState.isCounted = true
  syncState.waiting = waiting.length
  syncState.refused = outbox.length - waiting.length
  syncState.waitingSince = waiting[0]?.since ?? null
  syncState.lastSynced = position.synced_at === null ? null : new Date(position.synced_at)
  const { cursor, history, behind, workouts: all } = position
  syncState.historyLoading = cursor === null || history !== null || behind === true
  if (history === null || !all) syncState.readWorkouts = null
  else {
    const read = await local.countWorkouts().catch(() => 0)
    syncState.readWorkouts = { read: Math.min(read, all), of: all }
  }
}
