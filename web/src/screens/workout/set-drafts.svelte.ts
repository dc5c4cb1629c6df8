import type { Local } from '../../core/local'
import type { SetDraft, SetValues } from './set-list'

interface StoredStopwatch {
  entry: string
  index: number
  /** When it began, in milliseconds. */
  at: number
}
/** As it is stored on the device, under these names: what an earlier program stored is read. */
interface StoredDrafts {
  /** By exercise of the workout, once something was changed. */
  lines: Record<string, SetDraft[]>
  skipped: string[]
  /** When somebody said that a workout which looked forgotten goes on, in milliseconds. */
  carriedOn: number | null
  /** The set whose time is being taken. */
  hold: StoredStopwatch | null
}

const NOTHING: StoredDrafts = { lines: {}, skipped: [], carriedOn: null, hold: null }

/** What was typed in a workout and is no set yet. It stays on this device, and outlives the page. */
export class SetDrafts {
  private stored = $state.raw<StoredDrafts>(NOTHING)
  private readonly name: string

  private constructor(
    private readonly local: Local,
    workoutId: string,
    stored: StoredDrafts,
  ) {
    this.name = `draft ${workoutId}`
    this.stored = stored
  }

  static async open(local: Local, workoutId: string): Promise<SetDrafts> {
    const stored = await local.note<Partial<StoredDrafts>>(`draft ${workoutId}`)
    return new SetDrafts(local, workoutId, { ...NOTHING, ...stored })
  }

  /** Undefined while nobody changed anything. */
  draftsOf(workoutExerciseId: string): readonly SetDraft[] | undefined {
    return this.stored.lines[workoutExerciseId]
  }

  /** `current` are the drafts as they are shown, for a workout exercise of which none is stored yet. */
  change(
    workoutExerciseId: string,
    current: readonly SetDraft[],
    change: (drafts: readonly SetDraft[]) => readonly SetDraft[],
  ): void {
    const drafts = [...change(current)].sort((one, other) => one.index - other.index)
    this.store({ ...this.stored, lines: { ...this.stored.lines, [workoutExerciseId]: drafts } })
  }

  /** Begins anew, as after another exercise came in its place. */
  reset(workoutExerciseId: string): void {
    const drafts = Object.fromEntries(
      Object.entries(this.stored.lines).filter(([id]) => id !== workoutExerciseId),
    )
    this.store({ ...this.stored, lines: drafts })
  }

  isSkipped(workoutExerciseId: string): boolean {
    return this.stored.skipped.includes(workoutExerciseId)
  }

  skip(workoutExerciseId: string, skipped: boolean): void {
    const others = this.stored.skipped.filter((each) => each !== workoutExerciseId)
    this.store({ ...this.stored, skipped: skipped ? [...others, workoutExerciseId] : others })
  }

  get carriedOn(): number | null {
    return this.stored.carriedOn
  }

  carryOn(): void {
    this.store({ ...this.stored, carriedOn: Date.now() })
  }

  /** Since when the time of this set is taken, in milliseconds; null when it is not. */
  stopwatchStartedAt(workoutExerciseId: string, index: number): number | null {
    const { hold } = this.stored
    return hold?.entry === workoutExerciseId && hold.index === index ? hold.at : null
  }

  startStopwatch(workoutExerciseId: string, index: number): void {
    this.store({ ...this.stored, hold: { entry: workoutExerciseId, index, at: Date.now() } })
  }

  discardStopwatch(): void {
    this.store({ ...this.stored, hold: null })
  }

  /** Whole seconds of the time that was taken, which ends; nothing where none was. */
  stopStopwatch(workoutExerciseId: string, index: number): SetValues {
    const since = this.stopwatchStartedAt(workoutExerciseId, index)
    if (since === null) return {}
    this.discardStopwatch()
    return { seconds: String(Math.max(1, Math.round((Date.now() - since) / 1000))) }
  }

  async forget(): Promise<void> {
    this.stored = NOTHING
    await this.local.keep(this.name, undefined)
  }

  private store(stored: StoredDrafts): void {
    this.stored = stored
    // What cannot be kept is still on the screen; a set that cannot says so itself.
    this.local.keep(this.name, stored).catch(() => {})
  }
}
