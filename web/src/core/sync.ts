import { TooSlow, Unreachable, type Refusal } from '../api/http'
import type { BootstrapAnswer, PushAnswer } from '../api/schema'
import {
  DiskFull,
  Failing,
  Forgotten,
  getBootstrap,
  getPull,
  LONGEST_RETRY,
  Outdated,
  postPush,
  Refused,
  SignedOut,
} from './answers'
import type { Operation } from './database'
import { newId } from './ids'
import type { Local } from './local'
import { ORIGIN_FIELDS, type Fields, type Kind, type ServerRow } from './rows'
import { asSent } from './store'

export { clockAhead } from './answers'

/** As many as the server takes at once. */
const MOST_OPERATIONS = 200
/** How often in one sync the server may say that what is held cannot be brought up to date. */
const BOOTSTRAPS = 3
/** Waits between tries, in milliseconds: doubled from the first to the longest, with some chance. */
const FIRST_WAIT = 1_000
const LONGEST_WAIT = 60_000
const WHILE_WAITING = 30_000
const WHILE_LOOKING = 60_000
const WHILE_ANOTHER_SYNCS = 10_000

export type Trouble = 'offline' | 'failing' | 'disk-full' | 'signed-out' | 'outdated' | 'refused'

/** Pushes and pulls: after each write, when the network or the page comes back, and every now and then. */
export class Sync {
  private running: Promise<void> | null = null
  private again = false
  private ended = false
  private wait = FIRST_WAIT
  /** How many operations go into a push: fewer on a line that is too slow for more, down to one. */
  private most = MOST_OPERATIONS
  /** The server said not to come before: when, and what the trouble was. */
  private notBefore = 0
  private trouble: Trouble | null = null
  private timer: ReturnType<typeof setTimeout> | undefined
  private readonly endings: (() => void)[] = []

  /** `tell` hears what the trouble is after each try; null is none. */
  constructor(
    private readonly local: Local,
    private readonly report: (trouble: Trouble | null, busy: boolean) => void,
  ) {}

  start(): void {
    const now = () => {
      // Something happened since the last try: it is no longer a matter of waiting longer and longer.
      this.wait = FIRST_WAIT
      void this.now()
    }
    const seen = () => document.visibilityState === 'visible' && now()
    addEventListener('online', now)
    document.addEventListener('visibilitychange', seen)
    this.endings.push(
      this.local.onWrite(now),
      () => removeEventListener('online', now),
      () => document.removeEventListener('visibilitychange', seen),
    )
    now()
  }

  stop(): void {
    this.ended = true
    clearTimeout(this.timer)
    for (const end of this.endings) end()
  }

  /** One sync at a time; what is written meanwhile is sent before it ends. */
  async now(): Promise<void> {
    this.again = true
    this.running ??= this.alone(() => this.run()).finally(() => {
      this.running = null
      // Written after the last look and before the end: nothing else would send it for a minute.
      if (this.again && !this.ended) void this.now()
    })
    return this.running
  }

  /**
   * One tab at a time, where the browser can say so; elsewhere, and beside a tab that sleeps, the ids of operations keep
   * them from being done twice.
   */
  private async alone(run: () => Promise<void>): Promise<void> {
    if (!('locks' in navigator)) return run()
    let begun = false
    const begin = () => {
      begun = true
      return run()
    }
    const signal = AbortSignal.timeout(WHILE_ANOTHER_SYNCS)
    try {
      await navigator.locks.request(`mygymtracker-${this.local.account}`, { signal }, begin)
    } catch (error) {
      if (begun) throw error
      await run()
    }
  }

  private async run(): Promise<void> {
    clearTimeout(this.timer)
    const early = this.notBefore - Date.now()
    // Longer than a server can ask for: the clock was set back since.
    if (early > 0 && early <= LONGEST_RETRY) {
      this.again = false
      this.timer = setTimeout(() => void this.now(), early)
      return this.report(this.trouble, false)
    }
    this.report(null, true)
    let trouble: Trouble | null = null
    try {
      while (this.again && !this.ended) {
        this.again = false
        await this.exchange()
      }
      this.wait = FIRST_WAIT
    } catch (error) {
      trouble = troubleOf(error)
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT)
      if (error instanceof Failing && error.retryAfter) this.notBefore = Date.now() + error.retryAfter
    }
    this.trouble = trouble
    if (this.ended) return
    this.report(trouble, false)
    if (trouble === 'outdated' || trouble === 'signed-out') return
    this.timer = setTimeout(
      () => void this.now(),
      trouble ? Math.max(this.wait * (0.5 + Math.random()), this.notBefore - Date.now()) : await this.pause(),
    )
  }

  private async pause(): Promise<number> {
    return (await this.local.outbox()).some((each) => !each.problem) ? WHILE_WAITING : WHILE_LOOKING
  }

  private async exchange(): Promise<void> {
    for (let left = BOOTSTRAPS; ; left--) {
      try {
        if (!(await this.local.syncPosition()).cursor) await this.bootstrap()
        await this.resendAfterBackup()
        await this.push()
        await this.pull()
        if ((await this.local.syncPosition()).history) {
          await this.readHistory()
          this.again = true
        }
        return
      } catch (error) {
        if (!(error instanceof Forgotten) || left === 0) throw error
        await this.bootstrap()
      }
    }
  }

  private async bootstrap(): Promise<void> {
    const response = await getBootstrap(this.local.account)
    await this.local.change(async ({ store, position, transaction }) => {
      if (position.epoch && position.epoch !== response.epoch) await store.moveToOldRows()
      position.bootstraps += 1
      position.device ||= `${deviceName()} ${newId().slice(-4)}`
      await store.take(response.rows as ServerRow[])
      Object.assign(position, positionOf(response), {
        cursor: response.cursor,
        workouts: response.workouts ?? 0,
        behind: false,
      })
      if (!response.history) await store.dropMissing()
      for (const each of await transaction.objectStore('outbox').getAll())
        await store.refresh(each.kind, each.key)
    })
    this.local.announce(null)
  }

  /** One page. The cursor stays: what changes while pages are read comes with the pull. */
  private async readHistory(): Promise<void> {
    const { history } = await this.local.syncPosition()
    if (!history) return
    const response = await getBootstrap(this.local.account, history)
    await this.local.change(async ({ store, position }) => {
      // Another tab read on, or began anew, where no lock kept it from that.
      if (position.history !== history) return
      await store.take(response.rows as ServerRow[])
      position.history = response.history
      if (!response.history) await store.dropMissing()
    })
  }

  /** Nothing is said again before all is known that the server still has. */
  private async resendAfterBackup(): Promise<void> {
    if (!(await this.local.isAside())) return
    while ((await this.local.syncPosition()).history) await this.readHistory()
    // Once in the life of a server, if ever.
    const { resendWhatIsMissing } = await import('./server-restored')
    await this.local.change(resendWhatIsMissing)
  }

  private async push(): Promise<void> {
    let most = this.most
    for (;;) {
      const { position, operations } = await this.local.change(async ({ position, transaction }) => {
        const outbox = transaction.objectStore('outbox')
        const operations = (await outbox.getAll()).filter((each) => !each.problem).slice(0, most)
        for (const each of operations) if (!each.sent) await outbox.put({ ...each, sent: 1 })
        return { position, operations }
      })
      if (operations.length === 0) break
      try {
        await this.take(
          await postPush(this.local.account, position.epoch ?? '', position.device, operations.map(asSent)),
          operations,
        )
      } catch (error) {
        if (error instanceof TooSlow) this.most = Math.ceil(operations.length / 2)
        if (!(error instanceof Refused && error.isOfOperations)) throw error
        // The request as a whole: find the one that it is about, so that the others go on.
        if (operations.length > 1) most = Math.ceil(operations.length / 2)
        else await this.park(operations, error.refusal)
        continue
      }
    }
    // All went through: the line may be better by the next time.
    this.most = Math.min(this.most * 2, MOST_OPERATIONS)
  }

  private async take(response: PushAnswer, operations: readonly Operation[]): Promise<void> {
    const sent = new Map(operations.map((each) => [each.id, each]))
    await this.local.change(async ({ store, position, transaction }) => {
      for (const { id, outcome, row, lost, restored, problem } of response.receipts) {
        const operation = sent.get(id)
        if (!operation) continue
        if (outcome === 'refused') {
          await store.park(operation, refusalOf(problem))
          continue
        }
        await transaction.objectStore('outbox').delete(operation.place ?? 0)
        const gone = {
          kind: operation.kind,
          id: operation.key,
          revision: response.revision,
          deleted: true as const,
        }
        await store.take([row ? (row as ServerRow) : gone])
        const isWhole = outcome === 'merged' && lostOnlyItsPlan(operation.kind, lost ?? {})
        if (outcome === 'applied' || outcome === 'same' || isWhole) continue
        await transaction.objectStore('told').add({
          at: Date.now(),
          outcome,
          kind: operation.kind,
          row: operation.key,
          ...(lost && { lost }),
          ...(restored && { restored }),
        })
      }
      position.revision = Math.max(position.revision, response.revision)
    })
  }

  private async park(operations: readonly Operation[], refusal: Refusal): Promise<void> {
    await this.local.change(async ({ store }) => {
      for (const each of operations) await store.park(each, refusal)
    })
  }

  private async pull(): Promise<void> {
    for (let more = true; more;) {
      const { cursor, catalogue } = await this.local.syncPosition()
      const response = await getPull(this.local.account, cursor ?? '')
      await this.local.change(async ({ store, position }) => {
        await store.take(response.rows as ServerRow[])
        if (position.cursor !== cursor) return
        Object.assign(position, {
          cursor: response.cursor,
          revision: response.revision,
          behind: response.more,
        })
        if (!response.more && response.catalogue === catalogue) position.synced_at = Date.now()
      })
      more = response.more
      if (!more && response.catalogue !== catalogue)
        throw new Forgotten('The shared exercises are others now.')
    }
  }
}

function positionOf({ epoch, epoch_revision, revision, catalogue, history }: BootstrapAnswer) {
  return { epoch, epoch_revision, revision, catalogue, history }
}

/** Only which plan it was made from, of a plan that was deleted meanwhile. */
function lostOnlyItsPlan(kind: Kind, lost: Fields): boolean {
  return Object.keys(lost).every((name) => ORIGIN_FIELDS[kind]?.includes(name))
}

function refusalOf(problem: PushAnswer['receipts'][number]['problem']): Refusal {
  const { title, status, detail, errors } = problem ?? {
    title: 'Refused',
    status: 0,
    detail: 'The server says no more.',
  }
  const first = errors?.[0]
  return {
    title,
    status,
    detail,
    ...(first && { field: first.field }),
    ...(first?.value && { value: first.value }),
  }
}

function troubleOf(error: unknown): Trouble {
  if (error instanceof SignedOut) return 'signed-out'
  if (error instanceof Outdated) return 'outdated'
  if (error instanceof Unreachable) return 'offline'
  if (error instanceof Refused) return 'refused'
  if (error instanceof DiskFull) return 'disk-full'
  if (!(error instanceof Failing)) console.error(error)
  return 'failing'
}

/** A name that a person would know the device by. */
function deviceName(): string {
  const agent = navigator.userAgent
  const system = /iPhone|iPad|Android|Mac|Windows|Linux/.exec(agent)?.[0] ?? 'Browser'
  const browser = /Firefox|Edg|Chrome|Safari/.exec(agent)?.[0]?.replace('Edg', 'Edge')
  return browser ? `${browser} on ${system}` : system
}
