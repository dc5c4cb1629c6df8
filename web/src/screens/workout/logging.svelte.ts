import { newId } from '../../core/ids'
import type { Local } from '../../core/local'
import type { FieldsOf } from '../../core/rows'
import type { Performance, WorkoutExercise, WorkoutTree } from '../../data/workouts'
import { atOccurrence } from '../../domain/previous'
import { preferences } from '../../state/preferences.svelte'
import { rest } from '../../state/rest.svelte'
import { allowSound } from '../../state/sound'
import { offer } from '../../state/toasts.svelte'
import { Drafts } from './drafts.svelte'
import { lettersOf, roundsOf, stepAfter } from './flow'
import {
  effective,
  fieldsOf,
  ledgerOf,
  plannedLines,
  valuesOf,
  type Logged,
  type Slot,
  type Values,
} from './ledger'
import { Keeping } from './keeping.svelte'
import { distanceUnitOf, isOpen, linesOf, longestRest, restBetween, type Hand, type Station } from './station'
import { changesOf, fieldsToLog, problemOf } from './saying'
import { sayValues, slotName } from './words'

export interface Sources {
  tree: () => WorkoutTree
  past: () => ReadonlyMap<string, Performance[]>
  profile: () => FieldsOf['profile'] | undefined
}

/** A workout while it is logged: what is shown, what is in hand, and what a touch does. */
export class Logging {
  readonly rest = rest
  readonly keeping: Keeping
  private chosen = $state.raw<{ station: string; key: string | null } | null>(null)
  /** What is changed of a set that was logged. */
  private edit = $state.raw<{ id: string; values: Values } | null>(null)
  /** What is wrong with what was typed, in words. */
  problem = $state('')
  /** What became of the last set, for those who hear the page. */
  announced = $state('')
  /** Which number is typed on the pad. */
  pad = $state<'load' | 'reps' | 'seconds' | 'distance' | null>(null)

  constructor(
    readonly local: Local,
    readonly drafts: Drafts,
    private readonly sources: Sources,
  ) {
    void rest.open(local)
    this.keeping = new Keeping(local)
  }

  tree = $derived.by(() => this.sources.tree())
  profile = $derived.by(() => this.sources.profile())
  private present = $derived.by(() => this.tree.exercises.filter(({ row }) => !this.keeping.isGone(row.id)))
  rounds = $derived.by(() => roundsOf(this.present.map(({ row }) => row)))
  stations = $derived.by(() => {
    const letters = lettersOf(this.rounds)
    return this.present.map((each) => this.station(each, letters.get(each.row.id) ?? null))
  })
  hand = $derived.by(() => this.find())
  /** The exercise whose ledger is open. */
  openId = $derived.by(() => this.chosen?.station ?? this.hand?.station.id ?? this.stations[0]?.id ?? null)
  open = $derived.by(() => this.stations.find(({ id }) => id === this.openId))
  unfinished = $derived.by(() =>
    this.stations.flatMap((station) => station.slots.filter((slot) => isOpen(station, slot))),
  )
  done = $derived.by(() =>
    this.stations.flatMap(({ slots }) => slots.filter((each) => each.state !== 'open')),
  )

  private station(of: WorkoutExercise, letter: string | null): Station {
    const { row, exercise } = of
    const past = this.pastOf(row)
    const logged = this.keeping.loggedOf(of)
    const [last] = past
    const sets = [...logged.map(({ fields }) => fields), ...(last?.sets ?? []).map(({ fields }) => fields)]
    const unit = sets.findLast((each) => each.load_unit !== null)?.load_unit ?? this.profile?.unit ?? 'kg'
    const distanceUnit = distanceUnitOf(
      exercise,
      [...(last?.sets ?? []), ...logged].map(({ fields }) => fields),
      preferences.distanceUnit ?? (this.profile?.unit === 'lb' ? 'mi' : 'km'),
    )
    const lines =
      this.drafts.lines(row.id) ??
      plannedLines(
        row.fields.target,
        (last?.sets ?? []).map(({ fields }) => fields),
      )
    const heather = letter !== null && (letter.charCodeAt(0) - 65) % 2 === 1
    return {
      ...of,
      id: row.id,
      name: exercise?.fields.name ?? 'Exercise not read yet',
      letter,
      kind: heather ? 'heather' : 'steel',
      slots: ledgerOf(of, lines, logged, last, { unit, distanceUnit }),
      unit,
      distanceUnit,
      past,
      skipped: this.drafts.isSkipped(row.id),
    }
  }

  /** The last times of the exercise: where it stands twice, the second with the second. */
  private pastOf({ id, fields: { exercise_id } }: WorkoutExercise['row']): Performance[] {
    const alike = this.present.filter(({ row }) => row.fields.exercise_id === exercise_id)
    const occurrence = alike.findIndex(({ row }) => row.id === id)
    const past = this.sources.past().get(exercise_id) ?? []
    return past.map((each) => ({ ...each, sets: atOccurrence(each.sets, each.entries, occurrence) }))
  }

  private find(): Hand | null {
    const { chosen, stations } = this
    const at = stations.find(({ id }) => id === chosen?.station)
    const picked = at?.slots.find(({ key }) => key === chosen?.key)
    if (at && picked) return this.inHand(at, picked)
    for (const station of at ? [at] : stations) {
      const slot = station.slots.find((each) => isOpen(station, each) || (at && each.state === 'open'))
      if (slot) return this.inHand(station, slot)
    }
    return null
  }

  private inHand(station: Station, slot: Slot): Hand {
    const edited = slot.logged && this.edit?.id === slot.logged.id ? this.edit.values : {}
    return { station, slot, values: slot.logged ? { ...slot.said, ...edited } : effective(slot) }
  }

  /** Takes a set, or the next one of an exercise, in hand. */
  take(station: string, key: string | null = null): void {
    this.problem = ''
    this.keepEdit()
    this.edit = null
    this.chosen = { station, key }
  }

  /** Takes in hand what is left to do, from the first exercise or `onward` from the open one. */
  takeNext({ onward = false } = {}): void {
    this.problem = ''
    this.keepEdit()
    this.edit = null
    this.pad = null
    const at = onward ? this.stations.findIndex(({ id }) => id === this.openId) : 0
    const ordered = [...this.stations.slice(at), ...this.stations.slice(0, at)]
    const next = ordered.find((each) => each.slots.some((slot) => isOpen(each, slot)))
    this.chosen = next ? { station: next.id, key: null } : null
  }

  /** Ends the time that is taken of the set in hand: it becomes what is said of it. */
  stopHold(): void {
    if (this.hand) this.say(this.drafts.stopHold(this.hand.station.id, this.hand.slot.index))
  }

  /** What was changed of a set that is done is kept when one goes on to something else, if it can be. */
  keepEdit(): void {
    const { hand, edited } = this
    if (!hand || !edited || problemOf(hand)) return
    void this.saveEdit(hand)
    this.edit = null
  }

  /** What comes after a set: which exercise, and how many seconds of rest before it. */
  private after(station: Station, slot: Slot): { entry: string | null; rest: number } {
    const isLeft = (id: string) =>
      this.stations.some(
        (each) =>
          each.id === id &&
          each.slots.some((one) => isOpen(each, one) && !(id === station.id && one.key === slot.key)),
      )
    const step = stepAfter(this.rounds, station.id, isLeft)
    if (step.rest) return { entry: step.entry, rest: this.usualRest(station, slot) }
    const members = this.roundOf(station)
    const isPartner = members.some(({ id }) => id === step.entry)
    return { entry: step.entry, rest: isPartner ? restBetween(members, station, slot) : 0 }
  }

  /** Seconds of rest after a set. */
  restAfter(station: Station, slot: Slot): number {
    return this.after(station, slot).rest
  }

  /** Seconds: how long one rests after a round with this set, whatever is left of it. */
  usualRest(station: Station, slot: Slot): number {
    return longestRest(this.roundOf(station), slot, preferences.restSeconds)
  }

  /** The set after which one rests; else the one in hand, or the last of the open exercise. */
  resting = $derived.by((): { station: Station; slot: Slot } | null => {
    for (const station of this.stations) {
      const slot = station.slots.find(({ logged }) => logged && logged.id === rest.clock?.set)
      if (slot) return { station, slot }
    }
    const last = this.open?.slots.at(-1)
    return this.hand ?? (this.open && last ? { station: this.open, slot: last } : null)
  })

  private roundOf({ id }: Station): Station[] {
    const round = this.rounds.find(({ members }) => members.some((each) => each.id === id))
    return this.stations.filter((each) => round?.members.some((member) => member.id === each.id))
  }

  /** Tries once more to keep what was not kept; whether all of it is now. */
  async saveAgain(): Promise<boolean> {
    const unsaved = () =>
      this.stations.flatMap(({ row, slots }) =>
        slots.flatMap(({ logged }) => (logged && this.keeping.isUnsaved(logged.id) ? [{ row, logged }] : [])),
      )
    for (const { row, logged } of unsaved()) await this.keeping.save(row, logged)
    return unsaved().length === 0
  }

  /** The workout has ended: nothing of it stays behind on the device. */
  async over(): Promise<void> {
    rest.forget()
    await this.drafts.forget()
  }

  /** Changes what is in hand. */
  say(values: Values): void {
    const { hand } = this
    if (!hand) return
    this.problem = ''
    const { station, slot } = hand
    // What is typed is meant, not what a clock would say later.
    if (values.seconds !== undefined && this.drafts.heldSince(station.id, slot.index) !== null)
      this.drafts.letGo()
    if (slot.logged) {
      const before = this.edit?.id === slot.logged.id ? this.edit.values : {}
      this.edit = { id: slot.logged.id, values: { ...before, ...values } }
      return
    }
    this.chosen = { station: station.id, key: slot.key }
    this.draft(station, slot.index, values)
  }

  private draft(station: Station, index: number, values: Values): void {
    this.drafts.change(station.id, linesOf(station), (lines) =>
      lines.map((each) => (each.index === index ? { ...each, values: { ...each.values, ...values } } : each)),
    )
  }

  /** Whether what is in hand is logged and was changed. */
  get edited(): boolean {
    const { hand } = this
    return hand?.slot.logged !== undefined && this.edit?.id === hand.slot.logged.id
  }

  /** Logs the set in hand, or saves what was changed of it. */
  async log(): Promise<void> {
    const { hand } = this
    if (!hand) return
    allowSound()
    if (!hand.slot.logged) {
      const logged = this.tick(hand.station, hand.slot)
      if (!this.problem) this.pad = null
      return logged
    }
    this.problem = problemOf(hand) ?? ''
    if (this.problem) return
    this.pad = null
    const saved = this.saveEdit(hand)
    this.edit = null
    this.take(hand.station.id)
    await saved
  }

  /** A touch on the ring of a set. */
  async toggle(station: Station, slot: Slot): Promise<void> {
    if (slot.state === 'saving') return
    if (slot.state === 'failed' && slot.logged) {
      if (this.keeping.isUnsaved(slot.logged.id)) await this.keeping.save(station.row, slot.logged)
      else this.take(station.id, slot.key)
      return
    }
    if (slot.logged) {
      await this.untick(station, slot)
      return
    }
    allowSound()
    await this.tick(station, slot)
  }

  private async tick(station: Station, slot: Slot): Promise<void> {
    const taken = this.drafts.stopHold(station.id, slot.index)
    const values = { ...effective(slot), ...taken }
    const problem = problemOf({ station, slot, values })
    if (problem) {
      if (taken.seconds !== undefined) this.draft(station, slot.index, taken)
      this.take(station.id, slot.key)
      this.problem = problem
      return
    }
    this.problem = ''
    this.draft(station, slot.index, values)
    const whole = station.slots.find(
      ({ index, type, piece }) => index === slot.continues && type === slot.type && piece === 0,
    )
    const continued = whole?.logged?.id ?? null
    const logged: Logged = {
      id: newId(),
      fields: fieldsToLog(station, slot, values, continued),
      state: 'saving',
    }
    // Shown as done before anything is waited for.
    const saved = this.keeping.save(station.row, logged)
    this.goOn(station, slot, logged.id, Date.now() - Number(taken.seconds ?? 0) * 1000)
    await saved
    this.announced = this.keeping.isUnsaved(logged.id)
      ? `${slotName(slot)} of ${station.name} is not saved.`
      : `${slotName(slot)} of ${station.name} logged: ${sayValues(values, fieldsOf(station.exercise), logged.fields.load_mode)}.`
  }

  /** The next set is in hand, and the rest begins; the one before it ended at `until`, in milliseconds. */
  private goOn(station: Station, slot: Slot, logged: string, until: number): void {
    this.keepEdit()
    this.edit = null
    const drops = station.slots.some((each) => each.state === 'open' && each.continues === slot.index)
    const step = drops ? { entry: station.id, rest: 0 } : this.after(station, slot)
    const next = this.stations.find(({ id }) => id === step.entry)
    // Without a plan nobody but the person knows when an exercise is done.
    const stays = station.row.fields.target === null && next && !this.roundOf(station).includes(next)
    this.chosen = { station: (!stays && next?.id) || station.id, key: null }
    if (step.rest > 0) rest.start(step.rest, logged, until)
    else if (drops) rest.stop('No rest: the next drop', until)
    else if (next)
      rest.stop(`No rest: ${station.letter ?? station.name} done, now ${next.letter ?? next.name}`, until)
    else rest.stop('', until)
  }

  private async saveEdit({ station, slot, values }: Hand): Promise<void> {
    const { logged } = slot
    if (!logged) return
    const changes = changesOf(logged.fields, values)
    // If it was never kept, it is logged as it is now.
    if (this.keeping.isUnsaved(logged.id))
      await this.keeping.save(station.row, { ...logged, fields: { ...logged.fields, ...changes } })
    else await this.keeping.change(logged, changes)
  }

  /** Takes a set back; what was said of it stays, and the rest goes on: a touch too many ends nothing. */
  private async untick(station: Station, slot: Slot): Promise<void> {
    if (!slot.logged) return
    const { id, fields } = slot.logged
    const values = { ...valuesOf(fields), ...(this.edit?.id === id && this.edit.values) }
    this.edit = null
    this.drafts.change(station.id, linesOf(station, slot), (lines) =>
      lines.map((each) =>
        each.index === slot.index && each.type === slot.type ? { ...each, values } : each,
      ),
    )
    this.announced = ''
    this.take(station.id, slot.key)
    const rows = await this.keeping.forget(station.sets, slot.logged)
    if (rows.length === 0) return
    const undo = () => void this.keeping.bringBack(rows).then((now) => rest.follow(id, now ?? id))
    offer(`${slotName(slot)} of ${station.name} taken back.`, { action: { label: 'Undo', do: undo } })
  }
}
