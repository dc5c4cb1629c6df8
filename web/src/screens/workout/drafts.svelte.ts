import type { Local } from '../../core/local'
import type { Line, Values } from './ledger'

interface Hold {
  entry: string
  index: number
  /** When it began, in milliseconds. */
  at: number
}
interface Kept {
  /** By exercise of the workout, once something was changed. */
  lines: Record<string, Line[]>
  skipped: string[]
  /** When somebody said that a workout which looked forgotten goes on, in milliseconds. */
  carriedOn: number | null
  /** The set whose time is being taken. */
  hold: Hold | null
}

const NOTHING: Kept = { lines: {}, skipped: [], carriedOn: null, hold: null }

/** What was typed in a workout and is no set yet. It stays on this device, and outlives the page. */
export class Drafts {
  private kept = $state.raw<Kept>(NOTHING)
  private readonly name: string

  private constructor(
    private readonly local: Local,
    workoutId: string,
    kept: Kept,
  ) {
    this.name = `draft ${workoutId}`
    this.kept = kept
  }

  static async open(local: Local, workoutId: string): Promise<Drafts> {
    const kept = await local.note<Partial<Kept>>(`draft ${workoutId}`)
    return new Drafts(local, workoutId, { ...NOTHING, ...kept })
  }

  /** Undefined while nobody changed anything. */
  lines(entry: string): readonly Line[] | undefined {
    return this.kept.lines[entry]
  }

  /** `now` are the lines as they are, in case nobody changed any. */
  change(entry: string, now: readonly Line[], change: (lines: readonly Line[]) => readonly Line[]): void {
    const lines = [...change(now)].sort((one, other) => one.index - other.index)
    this.keep({ ...this.kept, lines: { ...this.kept.lines, [entry]: lines } })
  }

  /** Begins anew, as after another exercise came in its place. */
  reset(entry: string): void {
    const lines = Object.fromEntries(Object.entries(this.kept.lines).filter(([id]) => id !== entry))
    this.keep({ ...this.kept, lines })
  }

  isSkipped(entry: string): boolean {
    return this.kept.skipped.includes(entry)
  }

  skip(entry: string, skipped: boolean): void {
    const others = this.kept.skipped.filter((each) => each !== entry)
    this.keep({ ...this.kept, skipped: skipped ? [...others, entry] : others })
  }

  get carriedOn(): number | null {
    return this.kept.carriedOn
  }

  carryOn(): void {
    this.keep({ ...this.kept, carriedOn: Date.now() })
  }

  /** Since when the time of this set is taken, in milliseconds; null when it is not. */
  heldSince(entry: string, index: number): number | null {
    const { hold } = this.kept
    return hold?.entry === entry && hold.index === index ? hold.at : null
  }

  hold(entry: string, index: number): void {
    this.keep({ ...this.kept, hold: { entry, index, at: Date.now() } })
  }

  letGo(): void {
    this.keep({ ...this.kept, hold: null })
  }

  /** Whole seconds of the time that was taken, which ends; nothing where none was. */
  stopHold(entry: string, index: number): Values {
    const since = this.heldSince(entry, index)
    if (since === null) return {}
    this.letGo()
    return { seconds: String(Math.max(1, Math.round((Date.now() - since) / 1000))) }
  }

  async forget(): Promise<void> {
    this.kept = NOTHING
    await this.local.keep(this.name, undefined)
  }

  private keep(kept: Kept): void {
    this.kept = kept
    // What cannot be kept is still on the screen; a set that cannot says so itself.
    this.local.keep(this.name, kept).catch(() => {})
  }
}
