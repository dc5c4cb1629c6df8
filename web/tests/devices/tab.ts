import { compileFunction } from 'node:vm'
import { databasesOf } from './browser'
import type { Device } from './device'

export type Program = typeof import('./program')
type Local = Awaited<ReturnType<Program['Local']['open']>>
type Sync = InstanceType<Program['Sync']>

/** What the program takes from a browser, and of which every tab has its own. */
const GLOBALS = [
  'indexedDB',
  'Date',
  'fetch',
  'navigator',
  'location',
  'BroadcastChannel',
  'crypto',
  'console',
  'setTimeout',
  'clearTimeout',
] as const
type Globals = Record<(typeof GLOBALS)[number], unknown>

let run: ((...globals: unknown[]) => Program) | undefined

/** The source of the program, once: each tab runs it anew, with module state of its own. */
export function load(source: string): void {
  run = compileFunction(`${source}\nreturn program`, [...GLOBALS]) as (...globals: unknown[]) => Program
}

/** The tab was killed: whoever waits for it waits no more. */
export class Killed extends Error {}

/** One tab of a device. It may be killed at any moment; the device and its databases live on. */
export class Tab {
  readonly program: Program
  readonly connections = new Set<IDBDatabase>()
  readonly transactions = new Set<IDBTransaction>()
  /** What the sync said after the last try; null is none. */
  trouble: string | null = null
  /** How many more writes it lives for. */
  lives = Infinity
  /** Never answers, unless the tab is killed. */
  readonly end: Promise<never>
  private die: (error: Killed) => void = () => {}
  private isDead = false

  private constructor(readonly device: Device) {
    this.end = new Promise((_, reject) => (this.die = reject))
    this.end.catch(() => {})
    if (!run) throw new Error('load the program first')
    const globals = this.globals()
    this.program = run(...GLOBALS.map((name) => globals[name]))
  }

  local!: Local
  sync!: Sync

  static async open(device: Device): Promise<Tab> {
    const tab = new Tab(device)
    tab.local = await tab.program.Local.open(device.account)
    tab.sync = new tab.program.Sync(tab.local, (trouble, busy) => {
      if (!busy) tab.trouble = trouble
    })
    return tab
  }

  /** As a person closes it, or loads a new program in it. */
  close(): void {
    this.sync.stop()
    this.local.close()
  }

  /** Nothing that has not ended stays; nothing it waits for comes. */
  kill(): void {
    this.isDead = true
    for (const each of this.transactions) abort(each)
    for (const each of this.connections) each.close()
    this.device.locks.release(this)
    this.die(new Killed('The device was killed.'))
  }

  beforeWrite(): void {
    if (this.lives-- > 0) return
    this.kill()
    throw new Killed('The device was killed.')
  }

  private globals(): Globals {
    const { device } = this
    return {
      indexedDB: databasesOf(this, device.databases),
      Date: device.clock.Date,
      fetch: (request: Request, how: { signal?: AbortSignal }) =>
        device.network.fetch(request, how).finally(() => this.isDead && new Promise(() => {})),
      navigator: {
        userAgent: device.name,
        locks: {
          request: <T>(name: string, { signal }: { signal: AbortSignal }, work: () => Promise<T>) =>
            device.locks.request(this, name, signal, work),
        },
      },
      location: { href: `${device.network.origin}/` },
      BroadcastChannel: device.channels.of(),
      crypto: { getRandomValues: device.random },
      console: { ...console, error: (error: unknown) => this.isDead || device.errors.push(String(error)) },
      // Time passes for a device when the story says so.
      setTimeout: () => 0,
      clearTimeout: () => {},
    }
  }
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort()
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error
  }
}
