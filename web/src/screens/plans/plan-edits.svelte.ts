import { NotSaved, type Local } from '../../core/local'
import type { Action, FieldsOf, Row } from '../../core/rows'
import { exercisesOf, type PlanTree } from '../../data/plans'
import { checkDay, checkExercise, checkPlan, type Problems, type Read } from './rules'

/** How long a pause in typing must be before what was typed is saved, in milliseconds. */
const PAUSE = 350

type InvalidTexts<F> = Record<keyof F, { text: string; error: string }>
type Check<F> = (fields: F, typed: ReadonlySet<string>) => Problems<F>

/** What a person changes of one row, until it is saved and read again. */
export class RowEdits<F extends object> {
  /** The row as it was read last. */
  private base: F
  private values = $state.raw<Partial<F>>({})
  /** Texts that mean no value, and why. */
  private invalid = $state.raw<Partial<InvalidTexts<F>>>({})
  /** Fields of which it was wrong when typing paused: what is only half typed is not called wrong. */
  private reported = $state.raw<ReadonlySet<keyof F>>(new Set())
  private sent: Partial<F> = {}

  constructor(
    base: F,
    private readonly check: Check<F>,
    private readonly patchOf: (fields: Partial<F>) => Action,
    private readonly changed: (atOnce: boolean) => void,
  ) {
    this.base = $state.raw(base)
  }

  // Asked for, not derived: it outlives the component that asked first.
  get fields(): F {
    return { ...this.base, ...this.values }
  }

  /** What is wrong, by field: those fields are not saved. */
  get problems(): Problems<F> {
    const all = this.findProblems()
    for (const field of keysOf(all)) if (!this.reported.has(field)) delete all[field]
    return all
  }

  /** With what is only half typed. */
  private findProblems(): Problems<F> {
    const typed = new Set([...Object.keys(this.values), ...Object.keys(this.invalid)])
    const all = { ...this.check(this.fields, typed) }
    for (const field of keysOf(this.invalid)) {
      const error = this.invalid[field]?.error
      if (error) all[field] = error
    }
    return all
  }

  /** The text that was typed, where it means no value. */
  textOf(field: keyof F): string | undefined {
    return this.invalid[field]?.text
  }

  /** A choice, which is saved at once. */
  choose<K extends keyof F>(field: K, value: F[K]): void {
    this.put(field, value)
    this.changed(true)
  }

  /** A text that is still being typed, and what it means. */
  type<K extends keyof F>(field: K, text: string, read: Read<F[K]>): void {
    if ('value' in read) this.put(field, read.value)
    else {
      this.invalid = { ...this.invalid, [field]: { text, error: read.error } }
      this.values = without<F>(this.values, field)
    }
    this.changed(false)
  }

  /** What is to be written of it now. */
  pending(): Action[] {
    const wrongFields = keysOf(this.findProblems())
    this.reported = new Set(wrongFields)
    const wrong = new Set<keyof F>(wrongFields.flatMap((field) => [field, ...partnersOf<F>(field)]))
    const patch: Partial<F> = {}
    for (const field of keysOf(this.values)) {
      if (wrong.has(field) || same(this.values[field], this.base[field])) continue
      if (field in this.sent && same(this.sent[field], this.values[field])) continue
      patch[field] = this.values[field]
    }
    if (Object.keys(patch).length === 0) return []
    this.sent = { ...this.sent, ...patch }
    return [this.patchOf(patch)]
  }

  /** The device would not keep it: it is to be written again. */
  again(): void {
    this.sent = {}
  }

  /** The row as it is now: what was saved needs no keeping here. */
  take(base: F): void {
    this.base = base
    const kept = { ...this.values }
    for (const field of keysOf(kept)) {
      if (!same(kept[field], base[field])) continue
      delete kept[field]
      this.sent = without<F>(this.sent, field)
    }
    if (Object.keys(kept).length < Object.keys(this.values).length) this.values = kept
  }

  private put<K extends keyof F>(field: K, value: F[K]): void {
    this.invalid = without<InvalidTexts<F>>(this.invalid, field)
    this.values = { ...this.values, [field]: value }
    this.sent = without<F>(this.sent, field)
  }
}

/** Everything that is changed of one plan: saved by itself when typing pauses, and when the screen is left. */
export class PlanEdits {
  state = $state<'saved' | 'saving' | 'failed'>('saved')
  /** Why the device would not keep it. */
  message = $state('')
  /** The names of all other plans. */
  otherNames: ReadonlySet<string> = $state.raw(new Set<string>())
  private tree: PlanTree
  private readonly exercises = new Map<string, RowEdits<FieldsOf['plan_exercise']>>()
  private readonly days = new Map<string, RowEdits<FieldsOf['plan_day']>>()
  private readonly plans = new Map<string, RowEdits<FieldsOf['plan']>>()
  private timer: ReturnType<typeof setTimeout> | undefined
  private writing = 0

  constructor(
    private readonly local: Local,
    tree: PlanTree,
  ) {
    this.tree = tree
  }

  plan({ id, fields }: Row<'plan'>): RowEdits<FieldsOf['plan']> {
    return at(this.plans, id, () => {
      const patch = (fields: Partial<FieldsOf['plan']>): Action => ({
        action: 'patch',
        kind: 'plan',
        id,
        fields,
      })
      return new RowEdits(fields, (all) => checkPlan(all, this.otherNames), patch, this.changed)
    })
  }

  day({ id, fields }: Row<'plan_day'>): RowEdits<FieldsOf['plan_day']> {
    return at(this.days, id, () => {
      const patch = (fields: Partial<FieldsOf['plan_day']>): Action => ({
        action: 'patch',
        kind: 'plan_day',
        id,
        fields,
      })
      return new RowEdits(fields, checkDay, patch, this.changed)
    })
  }

  exercise({ id, fields }: Row<'plan_exercise'>): RowEdits<FieldsOf['plan_exercise']> {
    return at(this.exercises, id, () => {
      const patch = (fields: Partial<FieldsOf['plan_exercise']>): Action => ({
        action: 'patch',
        kind: 'plan_exercise',
        id,
        fields,
      })
      return new RowEdits(fields, checkExercise, patch, this.changed)
    })
  }

  /** The plan as it is now. What is gone is no longer edited. */
  take(tree: PlanTree): void {
    this.tree = tree
    this.plans.get(tree.plan.id)?.take(tree.plan.fields)
    const days = new Map(tree.days.map(({ row }) => [row.id, row]))
    for (const [id, edits] of this.days) {
      const row = days.get(id)
      if (row) edits.take(row.fields)
      else this.days.delete(id)
    }
    const exercises = new Map(exercisesOf(tree).map(({ row }) => [row.id, row]))
    for (const [id, edits] of this.exercises) {
      const row = exercises.get(id)
      if (row) edits.take(row.fields)
      else this.exercises.delete(id)
    }
  }

  /** Changes that are more than a field, from the plan as it was read last, after what was typed. False where not. */
  async save(make: (tree: PlanTree) => Action[]): Promise<boolean> {
    return this.flush(make(this.tree))
  }

  async flush(actions: readonly Action[] = []): Promise<boolean> {
    clearTimeout(this.timer)
    const all = [...this.plans.values(), ...this.days.values(), ...this.exercises.values()]
    // Gone or not: a patch of what is deleted here would only be thrown away by the server.
    const write = [...all.flatMap((edits) => edits.pending()), ...actions]
    if (write.length === 0) {
      if (this.writing === 0 && this.state === 'saving') this.state = 'saved'
      return true
    }
    this.state = 'saving'
    this.writing++
    try {
      await this.local.write(write)
      this.writing--
      if (this.writing === 0) this.state = 'saved'
      return true
    } catch (error) {
      this.writing--
      for (const edits of all) edits.again()
      if (!(error instanceof NotSaved)) throw error
      this.failed(error.message)
      return false
    }
  }

  /** How many fields hold what cannot be saved. */
  get wrong(): number {
    const all = [...this.plans.values(), ...this.days.values(), ...this.exercises.values()]
    return all.reduce((sum, { problems }) => sum + Object.keys(problems).length, 0)
  }

  failed(message: string): void {
    this.state = 'failed'
    this.message = message
  }

  private readonly changed = (atOnce: boolean): void => {
    clearTimeout(this.timer)
    this.state = 'saving'
    if (atOnce) void this.flush()
    else this.timer = setTimeout(() => void this.flush(), PAUSE)
  }
}

/** What is wrong with one end of a range keeps the other back as well. */
function partnersOf<F>(field: keyof F): (keyof F)[] {
  const pairs: Record<string, string> = {
    target_reps: 'target_reps_max',
    target_reps_max: 'target_reps',
    rest_time: 'rest_time_max',
    rest_time_max: 'rest_time',
    substitutes: 'exercise_id',
  }
  const partner = pairs[String(field)]
  return partner === undefined ? [] : [partner as keyof F]
}

function keysOf<F extends object>(of: F): (keyof F)[] {
  // What is built here has no other keys than those of its type.
  return Object.keys(of) as (keyof F)[]
}

function without<T extends object>(of: Partial<T>, field: keyof T): Partial<T> {
  const rest: Partial<T> = { ...of }
  delete rest[field]
  return rest
}

function same(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other)
}

function at<T>(map: Map<string, T>, id: string, make: () => T): T {
  const value = map.get(id) ?? make()
  map.set(id, value)
  return value
}
