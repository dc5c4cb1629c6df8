import { NotSaved, type Local } from '../../core/local'
import type { Row } from '../../core/rows'
import { logSet, relogSets, unlogSet, updateSet } from '../../data/sets'
import type { WorkoutExercise, WorkoutTree } from '../../data/workouts'
import { offer } from '../../state/toasts.svelte'
import type { Logged, SetFields } from './set-list'

/** What is shown before it is kept: a touch is answered at once, and says "saving" until it is durable. */
export class UnsavedSets {
  /** Sets that are being saved or were not, by id. */
  private pending = $state.raw<ReadonlyMap<string, Logged>>(new Map())
  /** Rows that are being deleted: gone at once. */
  private deletedIds = $state.raw<ReadonlySet<string>>(new Set())
  /** What is being written, by the id of its set. */
  private readonly writing = new Map<string, Promise<void>>()

  constructor(private readonly local: Local) {}

  loggedOf({ row, sets }: WorkoutExercise): Logged[] {
    const visibleSets = sets.filter((each) => !this.deletedIds.has(each.id))
    const logged = visibleSets.map((each): Logged => {
      const pending = this.pending.get(each.id)
      if (pending) return pending
      const refused = each.problem !== undefined
      return {
        id: each.id,
        fields: each.fields,
        state: refused ? 'failed' : 'done',
        message: each.problem,
        refused,
      }
    })
    for (const each of this.pending.values()) {
      if (this.deletedIds.has(each.id)) continue
      const isStored = sets.some(({ id }) => id === each.id)
      if (each.fields.workout_exercise_id === row.id && !isStored) logged.push(each)
    }
    return logged
  }

  isDeleted(id: string): boolean {
    return this.deletedIds.has(id)
  }

  /** Whether it was never kept: it has to be logged, not changed. */
  isUnsaved(id: string): boolean {
    return this.pending.get(id)?.state === 'failed'
  }

  /** Whether something that is shown is not durable yet, or could not be made so: it goes with the page. */
  get hasUnsaved(): boolean {
    return [...this.pending.values()].some(({ state }) => state !== 'done')
  }

  async save(of: Row<'workout_exercise'>, logged: Logged): Promise<void> {
    const saved = this.write(of, logged)
    this.writing.set(logged.id, saved)
    await saved
  }

  private async write(of: Row<'workout_exercise'>, logged: Logged): Promise<void> {
    this.put({ ...logged, state: 'saving', message: undefined })
    const { id, fields } = logged
    try {
      await logSet(this.local, of, fields, { id, at: new Date(fields.performed_at) })
      this.settle(id)
    } catch (error) {
      if (!(error instanceof NotSaved)) throw error
      this.put({ ...logged, state: 'failed', message: error.message })
    }
  }

  private put(logged: Logged): void {
    this.pending = new Map(this.pending).set(logged.id, logged)
  }

  /** It is durable: it stays shown from here until the tree has it. */
  private settle(id: string): void {
    const logged = this.pending.get(id)
    if (logged) this.put({ ...logged, state: 'done' })
    // Not before there is something to keep: nobody would know why.
    import('../../data/today').then(({ requestPersistence }) => requestPersistence()).catch(() => {})
  }

  /** Forgets what the tree tells by now. Call it when the tree changes. */
  treeChanged(tree: WorkoutTree): void {
    const storedIds = new Set(tree.exercises.flatMap(({ sets }) => sets.map((each) => each.id)))
    const still = [...this.pending].filter(([id, each]) => each.state !== 'done' || !storedIds.has(id))
    if (still.length < this.pending.size) this.pending = new Map(still)
    const present = new Set([...storedIds, ...tree.exercises.map(({ row }) => row.id)])
    const going = [...this.deletedIds].filter((id) => present.has(id))
    if (going.length < this.deletedIds.size) this.deletedIds = new Set(going)
  }

  /** Changes a set that was logged. */
  async change(logged: Logged, fields: Partial<SetFields>): Promise<void> {
    if (Object.keys(fields).length === 0) return
    const changed = { ...logged, fields: { ...logged.fields, ...fields } }
    this.put({ ...changed, state: 'saving' })
    try {
      await updateSet(this.local, logged.id, fields)
      this.settle(logged.id)
    } catch (error) {
      if (!(error instanceof NotSaved)) throw error
      this.put({ ...logged, state: 'done' })
      offer(`Not saved: ${error.message}`)
    }
  }

  /** Takes a set back, at once here; answers the rows that went. */
  async unlog(sets: readonly Row<'set'>[], logged: Logged): Promise<Row<'set'>[]> {
    // What was logged a moment ago is not in the tree yet, or still being written.
    const row = sets.find(({ id }) => id === logged.id) ?? rowOf(logged)
    this.deletedIds = new Set([...this.deletedIds, row.id])
    await this.writing.get(row.id)
    const isSaved = !this.isUnsaved(row.id)
    this.pending = new Map([...this.pending].filter(([id]) => id !== row.id))
    if (!isSaved) return []
    const rows = [row, ...sets.filter((each) => each.fields.continues_set_id === row.id)]
    this.deletedIds = new Set([...this.deletedIds, ...rows.map(({ id }) => id)])
    try {
      await unlogSet(this.local, row, sets)
      return rows
    } catch (error) {
      if (!(error instanceof NotSaved)) throw error
      this.deletedIds = new Set([...this.deletedIds].filter((id) => !rows.some((each) => each.id === id)))
      offer(`Not taken back: ${error.message}`)
      return []
    }
  }

  /** Logs anew what was taken back; answers the new id of the first. */
  async relog(rows: readonly Row<'set'>[]): Promise<string | undefined> {
    try {
      return (await relogSets(this.local, rows))[0]
    } catch (error) {
      if (!(error instanceof NotSaved)) throw error
      offer(`Not brought back: ${error.message}`)
      return undefined
    }
  }

  /** Takes an exercise off the screen before it is deleted; returns what shows it again. */
  hide(id: string): () => void {
    this.deletedIds = new Set([...this.deletedIds, id])
    return () => {
      this.deletedIds = new Set([...this.deletedIds].filter((each) => each !== id))
    }
  }
}

/** A set as the tree will tell it. */
function rowOf({ id, fields }: Logged): Row<'set'> {
  return { kind: 'set', id, fields, waiting: true }
}
