import { newId } from '../../core/ids'
import type { Local } from '../../core/local'
import type { FieldsOf } from '../../core/rows'
import type { Performance, WorkoutExercise, WorkoutTree } from '../../data/workouts'
import { atOccurrence } from '../../domain/previous'
import { preferences } from '../../state/preferences.svelte'
import { rest } from '../../state/rest.svelte'
import { allowSound } from '../../state/sound'
import { offer } from '../../state/toasts.svelte'
import { SetDrafts } from './set-drafts.svelte'
import { lettersOf, roundsOf, stepAfter } from './supersets'
import { effective, fieldsOf, valuesOf, type Logged, type ListedSet, type SetValues } from './set-list'
import { UnsavedSets } from './unsaved-sets.svelte'
import {
  exerciseInWorkout,
  isOpen,
  draftsOf,
  longestRest,
  restBetween,
  type CurrentSet,
  type ExerciseInWorkout,
} from './exercise-in-workout'
import { changesOf, fieldsToLog, problemOf } from './set-fields'
import { valuesText, setName } from './words'

export interface Sources {
  tree: () => WorkoutTree
  past: () => ReadonlyMap<string, Performance[]>
  profile: () => FieldsOf['profile'] | undefined
}

/** A workout while it is logged: what is shown, what is in hand, and what a touch does. */
export class Logging {
  readonly rest = rest
  readonly unsavedSets: UnsavedSets
  private selection = $state.raw<{ workoutExerciseId: string; key: string | null } | null>(null)
  /** What is changed of a set that was logged. */
  private edit = $state.raw<{ id: string; values: SetValues } | null>(null)
  /** What is wrong with what was typed, in words. */
  problem = $state('')
  /** What became of the last set, for those who hear the page. */
  announced = $state('')
  /** Which number is typed on the pad. */
  numberPadField = $state<'load' | 'reps' | 'seconds' | 'distance' | null>(null)

  constructor(
    readonly local: Local,
    readonly drafts: SetDrafts,
    private readonly sources: Sources,
  ) {
    void rest.open(local)
    this.unsavedSets = new UnsavedSets(local)
  }

  tree = $derived.by(() => this.sources.tree())
  profile = $derived.by(() => this.sources.profile())
  private present = $derived.by(() =>
    this.tree.exercises.filter(({ row }) => !this.unsavedSets.isDeleted(row.id)),
  )
  rounds = $derived.by(() => roundsOf(this.present.map(({ row }) => row)))
  workoutExercises = $derived.by(() => {
    const letters = lettersOf(this.rounds)
    return this.present.map((each) => this.readExercise(each, letters.get(each.row.id) ?? null))
  })
  currentSet = $derived.by(() => this.findCurrentSet())
  /** The exercise whose sets are open. */
  openId = $derived.by(
    () =>
      this.selection?.workoutExerciseId ??
      this.currentSet?.workoutExercise.id ??
      this.workoutExercises[0]?.id ??
      null,
  )
  open = $derived.by(() => this.workoutExercises.find(({ id }) => id === this.openId))
  unfinished = $derived.by(() =>
    this.workoutExercises.flatMap((workoutExercise) =>
      workoutExercise.listedSets.filter((set) => isOpen(workoutExercise, set)),
    ),
  )
  done = $derived.by(() =>
    this.workoutExercises.flatMap(({ listedSets }) => listedSets.filter((each) => each.state !== 'open')),
  )

  private readExercise(of: WorkoutExercise, letter: string | null): ExerciseInWorkout {
    const { row } = of
    return exerciseInWorkout(of, {
      letter,
      past: this.pastOf(row),
      logged: this.unsavedSets.loggedOf(of),
      drafts: this.drafts.draftsOf(row.id),
      skipped: this.drafts.isSkipped(row.id),
      usualUnit: this.profile?.unit ?? 'kg',
      usualDistanceUnit: preferences.distanceUnit ?? (this.profile?.unit === 'lb' ? 'mi' : 'km'),
    })
  }

  /** The last times of the exercise: where it stands twice, the second with the second. */
  private pastOf({ id, fields: { exercise_id } }: WorkoutExercise['row']): Performance[] {
    const alike = this.present.filter(({ row }) => row.fields.exercise_id === exercise_id)
    const occurrence = alike.findIndex(({ row }) => row.id === id)
    const past = this.sources.past().get(exercise_id) ?? []
    return past.map((each) => ({ ...each, sets: atOccurrence(each.sets, each.entries, occurrence) }))
  }

  private findCurrentSet(): CurrentSet | null {
    const { selection, workoutExercises } = this
    const at = workoutExercises.find(({ id }) => id === selection?.workoutExerciseId)
    const picked = at?.listedSets.find(({ key }) => key === selection?.key)
    if (at && picked) return this.currentSetOf(at, picked)
    for (const workoutExercise of at ? [at] : workoutExercises) {
      const set = workoutExercise.listedSets.find(
        (each) => isOpen(workoutExercise, each) || (at && each.state === 'open'),
      )
      if (set) return this.currentSetOf(workoutExercise, set)
    }
    return null
  }

  private currentSetOf(workoutExercise: ExerciseInWorkout, set: ListedSet): CurrentSet {
    const edited = set.logged && this.edit?.id === set.logged.id ? this.edit.values : {}
    return { workoutExercise, set, values: set.logged ? { ...set.entered, ...edited } : effective(set) }
  }

  /** Takes a set, or the next one of an exercise, in hand. */
  select(workoutExercise: string, key: string | null = null): void {
    this.problem = ''
    this.keepEdit()
    this.edit = null
    this.selection = { workoutExerciseId: workoutExercise, key }
  }

  /** Takes in hand what is left to do, from the first exercise or `onward` from the open one. */
  selectNext({ onward = false } = {}): void {
    this.problem = ''
    this.keepEdit()
    this.edit = null
    this.numberPadField = null
    const at = onward ? this.workoutExercises.findIndex(({ id }) => id === this.openId) : 0
    const ordered = [...this.workoutExercises.slice(at), ...this.workoutExercises.slice(0, at)]
    const next = ordered.find((each) => each.listedSets.some((set) => isOpen(each, set)))
    this.selection = next ? { workoutExerciseId: next.id, key: null } : null
  }

  /** Ends the time that is taken of the set in hand: it becomes what is said of it. */
  stopStopwatch(): void {
    if (this.currentSet)
      this.enter(this.drafts.stopStopwatch(this.currentSet.workoutExercise.id, this.currentSet.set.index))
  }

  /** What was changed of a set that is done is kept when one goes on to something else, if it can be. */
  keepEdit(): void {
    const { currentSet, edited } = this
    if (!currentSet || !edited || problemOf(currentSet)) return
    void this.saveEdit(currentSet)
    this.edit = null
  }

  /** What comes after a set: which exercise, and how many seconds of rest before it. */
  private after(
    workoutExercise: ExerciseInWorkout,
    set: ListedSet,
  ): { workoutExerciseId: string | null; rest: number } {
    const isLeft = (id: string) =>
      this.workoutExercises.some(
        (each) =>
          each.id === id &&
          each.listedSets.some(
            (one) => isOpen(each, one) && !(id === workoutExercise.id && one.key === set.key),
          ),
      )
    const step = stepAfter(this.rounds, workoutExercise.id, isLeft)
    if (step.rest)
      return { workoutExerciseId: step.workoutExerciseId, rest: this.usualRest(workoutExercise, set) }
    const members = this.roundOf(workoutExercise)
    const isPartner = members.some(({ id }) => id === step.workoutExerciseId)
    return {
      workoutExerciseId: step.workoutExerciseId,
      rest: isPartner ? restBetween(members, workoutExercise, set) : 0,
    }
  }

  /** Seconds of rest after a set. */
  restAfter(workoutExercise: ExerciseInWorkout, set: ListedSet): number {
    return this.after(workoutExercise, set).rest
  }

  /** Seconds: how long one rests after a round with this set, whatever is left of it. */
  usualRest(workoutExercise: ExerciseInWorkout, set: ListedSet): number {
    return longestRest(this.roundOf(workoutExercise), set, preferences.restSeconds)
  }

  /** The set after which one rests; else the one in hand, or the last of the open exercise. */
  setBeforeRest = $derived.by((): { workoutExercise: ExerciseInWorkout; set: ListedSet } | null => {
    for (const workoutExercise of this.workoutExercises) {
      const set = workoutExercise.listedSets.find(({ logged }) => logged && logged.id === rest.clock?.set)
      if (set) return { workoutExercise, set }
    }
    const last = this.open?.listedSets.at(-1)
    return this.currentSet ?? (this.open && last ? { workoutExercise: this.open, set: last } : null)
  })

  private roundOf({ id }: ExerciseInWorkout): ExerciseInWorkout[] {
    const round = this.rounds.find(({ members }) => members.some((each) => each.id === id))
    return this.workoutExercises.filter((each) => round?.members.some((member) => member.id === each.id))
  }

  /** Tries once more to keep what was not kept; whether all of it is now. */
  async saveAgain(): Promise<boolean> {
    const unsaved = () =>
      this.workoutExercises.flatMap(({ row, listedSets }) =>
        listedSets.flatMap(({ logged }) =>
          logged && this.unsavedSets.isUnsaved(logged.id) ? [{ row, logged }] : [],
        ),
      )
    for (const { row, logged } of unsaved()) await this.unsavedSets.save(row, logged)
    return unsaved().length === 0
  }

  /** The workout has ended: nothing of it stays behind on the device. */
  async end(): Promise<void> {
    rest.forget()
    await this.drafts.forget()
  }

  /** Changes what is in hand. */
  enter(values: SetValues): void {
    const { currentSet } = this
    if (!currentSet) return
    this.problem = ''
    const { workoutExercise, set } = currentSet
    // What is typed is meant, not what a clock would say later.
    if (
      values.seconds !== undefined &&
      this.drafts.stopwatchStartedAt(workoutExercise.id, set.index) !== null
    )
      this.drafts.discardStopwatch()
    if (set.logged) {
      const before = this.edit?.id === set.logged.id ? this.edit.values : {}
      this.edit = { id: set.logged.id, values: { ...before, ...values } }
      return
    }
    this.selection = { workoutExerciseId: workoutExercise.id, key: set.key }
    this.changeDraft(workoutExercise, set.index, values)
  }

  private changeDraft(workoutExercise: ExerciseInWorkout, index: number, values: SetValues): void {
    this.drafts.change(workoutExercise.id, draftsOf(workoutExercise), (setDrafts) =>
      setDrafts.map((each) =>
        each.index === index ? { ...each, values: { ...each.values, ...values } } : each,
      ),
    )
  }

  /** Whether what is in hand is logged and was changed. */
  get edited(): boolean {
    const { currentSet } = this
    return currentSet?.set.logged !== undefined && this.edit?.id === currentSet.set.logged.id
  }

  /** Logs the set in hand, or saves what was changed of it. */
  async log(): Promise<void> {
    const { currentSet } = this
    if (!currentSet) return
    allowSound()
    if (!currentSet.set.logged) {
      const logged = this.logSet(currentSet.workoutExercise, currentSet.set)
      if (!this.problem) this.numberPadField = null
      return logged
    }
    this.problem = problemOf(currentSet) ?? ''
    if (this.problem) return
    this.numberPadField = null
    const saved = this.saveEdit(currentSet)
    this.edit = null
    this.select(currentSet.workoutExercise.id)
    await saved
  }

  /** A touch on the ring of a set. */
  async toggle(workoutExercise: ExerciseInWorkout, set: ListedSet): Promise<void> {
    if (set.state === 'saving') return
    if (set.state === 'failed' && set.logged) {
      if (this.unsavedSets.isUnsaved(set.logged.id))
        await this.unsavedSets.save(workoutExercise.row, set.logged)
      else this.select(workoutExercise.id, set.key)
      return
    }
    if (set.logged) {
      await this.unlogSet(workoutExercise, set)
      return
    }
    allowSound()
    await this.logSet(workoutExercise, set)
  }

  private async logSet(workoutExercise: ExerciseInWorkout, set: ListedSet): Promise<void> {
    const stopwatchValues = this.drafts.stopStopwatch(workoutExercise.id, set.index)
    const values = { ...effective(set), ...stopwatchValues }
    const problem = problemOf({ workoutExercise, set, values })
    if (problem) {
      if (stopwatchValues.seconds !== undefined) this.changeDraft(workoutExercise, set.index, stopwatchValues)
      this.select(workoutExercise.id, set.key)
      this.problem = problem
      return
    }
    this.problem = ''
    this.changeDraft(workoutExercise, set.index, values)
    const whole = workoutExercise.listedSets.find(
      ({ index, type, piece }) => index === set.continues && type === set.type && piece === 0,
    )
    const continued = whole?.logged?.id ?? null
    const logged: Logged = {
      id: newId(),
      fields: fieldsToLog(workoutExercise, set, values, continued),
      state: 'saving',
    }
    // Shown as done before anything is waited for.
    const saved = this.unsavedSets.save(workoutExercise.row, logged)
    this.moveOn(workoutExercise, set, logged.id, Date.now() - Number(stopwatchValues.seconds ?? 0) * 1000)
    await saved
    this.announced = this.unsavedSets.isUnsaved(logged.id)
      ? `${setName(set)} of ${workoutExercise.name} is not saved.`
      : `${setName(set)} of ${workoutExercise.name} logged: ${valuesText(values, fieldsOf(workoutExercise.exercise), logged.fields.load_mode)}.`
  }

  /** The next set is in hand, and the rest begins; the one before it ended at `until`, in milliseconds. */
  private moveOn(workoutExercise: ExerciseInWorkout, set: ListedSet, logged: string, until: number): void {
    this.keepEdit()
    this.edit = null
    const drops = workoutExercise.listedSets.some(
      (each) => each.state === 'open' && each.continues === set.index,
    )
    const step = drops ? { workoutExerciseId: workoutExercise.id, rest: 0 } : this.after(workoutExercise, set)
    const next = this.workoutExercises.find(({ id }) => id === step.workoutExerciseId)
    // Without a plan nobody but the person knows when an exercise is done.
    const stays =
      workoutExercise.row.fields.target === null && next && !this.roundOf(workoutExercise).includes(next)
    this.selection = { workoutExerciseId: (!stays && next?.id) || workoutExercise.id, key: null }
    if (step.rest > 0) rest.start(step.rest, logged, until)
    else if (drops) rest.stop('No rest: the next drop', until)
    else if (next)
      rest.stop(
        `No rest: ${workoutExercise.letter ?? workoutExercise.name} done, now ${next.letter ?? next.name}`,
        until,
      )
    else rest.stop('', until)
  }

  private async saveEdit({ workoutExercise, set, values }: CurrentSet): Promise<void> {
    const { logged } = set
    if (!logged) return
    const changes = changesOf(logged.fields, values)
    // If it was never kept, it is logged as it is now.
    if (this.unsavedSets.isUnsaved(logged.id))
      await this.unsavedSets.save(workoutExercise.row, {
        ...logged,
        fields: { ...logged.fields, ...changes },
      })
    else await this.unsavedSets.change(logged, changes)
  }

  /** Takes a set back; what was said of it stays, and the rest goes on: a touch too many ends nothing. */
  private async unlogSet(workoutExercise: ExerciseInWorkout, set: ListedSet): Promise<void> {
    if (!set.logged) return
    const { id, fields } = set.logged
    const values = { ...valuesOf(fields), ...(this.edit?.id === id && this.edit.values) }
    this.edit = null
    this.drafts.change(workoutExercise.id, draftsOf(workoutExercise, set), (setDrafts) =>
      setDrafts.map((each) =>
        each.index === set.index && each.type === set.type ? { ...each, values } : each,
      ),
    )
    this.announced = ''
    this.select(workoutExercise.id, set.key)
    const rows = await this.unsavedSets.unlog(workoutExercise.sets, set.logged)
    if (rows.length === 0) return
    const undo = () => void this.unsavedSets.relog(rows).then((newSetId) => rest.follow(id, newSetId ?? id))
    offer(`${setName(set)} of ${workoutExercise.name} taken back.`, { action: { label: 'Undo', do: undo } })
  }
}
