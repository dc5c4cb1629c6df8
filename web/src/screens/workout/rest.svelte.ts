import type { Local } from '../../core/local'
import { preferences } from '../../state/preferences.svelte'

interface Clock {
  /** Milliseconds. The end is what is kept: so it is right after a lock, another page or a killed tab. */
  ends_at: number
  /** Seconds. */
  total: number
}

const NOTE = 'rest'
/** How late the end may be noticed and still be sounded, in milliseconds. */
const IN_TIME = 5000
/** A rest that ended so long ago is nobody's any more, in milliseconds. */
const STALE = 60_000
const TICK = 250

/** The clock of the rest between sets. */
export class Rest {
  clock = $state.raw<Clock | null>(null)
  /** What stands in place of the clock: "No rest: A1 done, now A2". */
  said = $state('')
  private now = $state(Date.now())
  private sounded = false

  constructor(private readonly local: Local) {}

  /** Seconds that are left, rounded up; below 0 when it is over. */
  left = $derived(this.clock ? Math.ceil((this.clock.ends_at - this.now) / 1000) : 0)
  over = $derived(this.clock !== null && this.left <= 0)
  /** What is left of the whole, from 0 to 1. */
  part = $derived(
    this.clock ? Math.min(1, Math.max(0, (this.clock.ends_at - this.now) / 1000 / this.clock.total)) : 0,
  )

  /** Takes up what was running when the page went away; returns what ends the ticking. */
  run(): () => void {
    void this.local.note<Clock>(NOTE).then((kept) => {
      if (!kept || this.clock || kept.ends_at < Date.now() - STALE) return
      this.sounded = kept.ends_at < Date.now() - IN_TIME
      this.clock = kept
    })
    const timer = setInterval(() => this.tick(), TICK)
    return () => clearInterval(timer)
  }

  start(seconds: number): void {
    this.said = ''
    this.sounded = false
    this.keep(seconds > 0 ? { ends_at: Date.now() + seconds * 1000, total: seconds } : null)
  }

  add(seconds: number): void {
    if (!this.clock) return
    const left = Math.max(0, this.clock.ends_at - Date.now()) + seconds * 1000
    if (left <= 0) {
      this.keep(null)
      return
    }
    this.sounded = false
    this.keep({ ends_at: Date.now() + left, total: Math.max(this.clock.total, Math.ceil(left / 1000)) })
  }

  stop(said = ''): void {
    this.said = said
    this.keep(null)
  }

  private keep(clock: Clock | null): void {
    this.clock = clock
    this.now = Date.now()
    this.local.keep(NOTE, clock ?? undefined).catch(() => {})
  }

  private tick(): void {
    if (!this.clock) return
    this.now = Date.now()
    if (this.sounded || this.now < this.clock.ends_at) return
    this.sounded = true
    if (this.now - this.clock.ends_at < IN_TIME) alarm()
  }
}

/** Milliseconds: later than the frame of a touch, early enough to be taken for a part of it. */
const AFTER_PAINT = 100

let audio: AudioContext | undefined

/** A browser sounds only what began with a touch: call it in one. The set is shown first, which a timer leaves room for. */
export function allowSound(): void {
  if (!preferences.restSound || typeof AudioContext === 'undefined') return
  setTimeout(() => {
    audio ??= new AudioContext()
    if (audio.state === 'suspended') audio.resume().catch(() => {})
  }, AFTER_PAINT)
}

function alarm(): void {
  if ('vibrate' in navigator) navigator.vibrate([200, 100, 200])
  if (!preferences.restSound || audio?.state !== 'running') return
  const start = audio.currentTime
  const gain = audio.createGain()
  gain.gain.setValueAtTime(0, start)
  gain.gain.linearRampToValueAtTime(0.3, start + 0.02)
  gain.gain.linearRampToValueAtTime(0, start + 0.5)
  gain.connect(audio.destination)
  const tone = audio.createOscillator()
  tone.frequency.value = 880
  tone.connect(gain)
  tone.start(start)
  tone.stop(start + 0.5)
}

/** The screen stays on while the page is seen, where the browser can; returns what ends it. */
export function stayAwake(): () => void {
  if (!preferences.keepAwake || !('wakeLock' in navigator)) return () => {}
  let lock: WakeLockSentinel | undefined
  let ended = false
  const ask = () => {
    if (document.visibilityState !== 'visible') return
    navigator.wakeLock
      .request('screen')
      .then((held) => {
        if (ended) void held.release()
        else lock = held
      })
      .catch(() => {}) // refused when the battery is low: then the screen goes dark as it always does
  }
  ask()
  document.addEventListener('visibilitychange', ask)
  return () => {
    ended = true
    document.removeEventListener('visibilitychange', ask)
    lock?.release().catch(() => {})
  }
}
