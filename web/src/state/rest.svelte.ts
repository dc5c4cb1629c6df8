import type { Local } from '../core/local'
import { allowSound, ring } from './sound'

/** As it is kept on the device; one of an earlier version of the program has no `began_at`. */
interface Clock {
  /** Milliseconds. The end is what is kept: so it is right after a lock, another page or a killed tab. */
  ends_at: number
  /** Seconds. */
  total: number
  /** When the mark of the set was made after which one rests, in milliseconds. */
  began_at?: number
  /** The id of that set; left out where the rest was begun by hand. */
  set?: string | undefined
}

const NOTE = 'rest'
/** How late the end may be noticed and still be sounded, in milliseconds. */
const IN_TIME = 5000
/** A rest that ended so long ago is shown no more, in milliseconds. */
const STALE = 60_000
const TICK = 250
/** No rest has more left than its whole, unless the device's clock was set back; in milliseconds, as such a clock errs. */
const SET_BACK = 1000
/** Whoever comes back later than this has been away, and did not rest; in seconds. */
const LONGEST = 3600

/** The clock of the rest between sets: one on all screens, which goes on whatever is looked at. */
class Rest {
  clock = $state.raw<Clock | null>(null)
  /** What stands in place of the clock: "No rest: A1 done, now A2". */
  message = $state('')
  private now = $state(Date.now())
  private sounded = false
  private local: Local | null = null
  private timer: ReturnType<typeof setInterval> | undefined
  /** The rest that will be recorded when it ends, shown or not. */
  private resting: Clock | null = null

  /** Seconds that are left, rounded up; below 0 when it is over. */
  left = $derived(this.clock ? Math.ceil((this.clock.ends_at - this.now) / 1000) : 0)
  over = $derived(this.clock !== null && this.left <= 0)
  /** What is left of the whole, from 0 to 1. */
  part = $derived(
    this.clock ? Math.min(1, Math.max(0, (this.clock.ends_at - this.now) / 1000 / this.clock.total)) : 0,
  )

  /** Takes up what was running on this device when the page went away. Does nothing if it did so before. */
  async open(local: Local): Promise<void> {
    if (this.local === local) return
    this.local = local
    this.show(null)
    this.resting = null
    this.message = ''
    const kept = await local.note<Clock>(NOTE)
    if (!kept || this.resting || this.local !== local) return
    if (wasSetBack(kept)) {
      this.keep(null)
      return
    }
    this.resting = kept
    this.sounded = kept.ends_at < Date.now() - IN_TIME
    if (kept.ends_at >= Date.now() - STALE) this.show(kept)
  }

  /** After a set; the rest before it ended at `until`, in milliseconds. */
  start(seconds: number, set?: string, until = Date.now()): void {
    this.record(until)
    this.message = ''
    const began_at = Date.now()
    this.begin({ ends_at: began_at + seconds * 1000, total: seconds, began_at, set })
  }

  /** Another length from now on, of the rest that runs if one does. */
  change(seconds: number): void {
    const now = Date.now()
    this.begin({ began_at: now, ...this.resting, ends_at: now + seconds * 1000, total: seconds })
  }

  add(seconds: number): void {
    if (!this.clock) return
    const left = Math.max(0, this.clock.ends_at - Date.now()) + seconds * 1000
    if (left <= 0) {
      this.stop()
      return
    }
    const total = Math.max(this.clock.total, Math.ceil(left / 1000))
    this.begin({ ...this.clock, ends_at: Date.now() + left, total })
  }

  /** One goes on. */
  stop(message = '', until = Date.now()): void {
    this.record(until)
    this.message = message
    this.keep(null)
  }

  /** The workout has ended: what came after its last set was no rest. */
  forget(): void {
    this.message = ''
    this.keep(null)
  }

  /** The set that the rest comes after was brought back under another id. */
  follow(set: string, newSet: string): void {
    if (this.clock?.set === set) this.keep({ ...this.clock, set: newSet })
  }

  private begin(clock: Clock): void {
    this.sounded = false
    this.keep(clock)
  }

  private keep(clock: Clock | null): void {
    this.resting = clock
    this.show(clock)
    this.local?.keep(NOTE, clock ?? undefined).catch(() => {})
  }

  private show(clock: Clock | null): void {
    this.clock = clock
    this.now = Date.now()
    clearInterval(this.timer)
    removeEventListener('click', allowSound, true)
    if (!clock) return
    this.timer = setInterval(() => this.tick(), TICK)
    addEventListener('click', allowSound, true)
  }

  private tick(): void {
    if (!this.clock) return
    this.now = Date.now()
    if (wasSetBack(this.clock)) {
      this.keep(null)
      return
    }
    if (this.sounded || this.now < this.clock.ends_at) return
    this.sounded = true
    if (this.now - this.clock.ends_at < IN_TIME) ring(IN_TIME)
  }

  /** Says of the set how long one rested after it. Of one that was taken back nothing is said. */
  private record(until: number): void {
    const { resting, local } = this
    if (!resting?.set || !resting.began_at || !local) return
    const { set: id } = resting
    const rest_seconds = Math.max(0, Math.round((until - resting.began_at) / 1000))
    if (rest_seconds > LONGEST) return
    void local
      .read((reader) => reader.get('set', id))
      .then((row) => row && local.write([{ action: 'patch', kind: 'set', id, fields: { rest_seconds } }]))
      // The set is kept, and how long one rested is not worth a word while the next one is done.
      .catch(() => {})
  }
}

function wasSetBack({ ends_at, total }: Clock): boolean {
  return ends_at - Date.now() > total * 1000 + SET_BACK
}

export const rest = new Rest()
