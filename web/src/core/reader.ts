import type { StoredRow, Reading, Writing } from './database'
import type { FieldsOf, Kind, Row } from './rows'

export interface Span {
  /** Instants in milliseconds: at or after `from`, before `before`. */
  from?: number
  before?: number
  limit?: number
}

/** Questions about what is shown, all in one transaction: wait for nothing but their answers meanwhile. */
export class Reader {
  constructor(private readonly transaction: Reading | Writing) {}

  async get<K extends Kind>(kind: K, id: string): Promise<Row<K> | undefined> {
    const stored = await this.transaction.objectStore('rows').get([kind, id])
    return stored && shown<K>(stored)
  }

  async all<K extends Kind>(kind: K): Promise<Row<K>[]> {
    const range = IDBKeyRange.bound([kind, ''], [kind, '\uffff'])
    return rows<K>(await this.transaction.objectStore('rows').getAll(range))
  }

  /** What belongs to a row, in no order. */
  async children<K extends 'plan_day' | 'plan_exercise' | 'workout_exercise' | 'set'>(
    kind: K,
    parent: string,
  ): Promise<Row<K>[]> {
    return rows<K>(await this.transaction.objectStore('rows').index('parent').getAll([kind, parent]))
  }

  /** Sets newest first; exercises of workouts in no order. */
  async ofExercise<K extends 'set' | 'workout_exercise'>(
    kind: K,
    exercise: string,
    { from = 0, before = Infinity, limit }: Span = {},
  ): Promise<Row<K>[]> {
    const range = IDBKeyRange.bound([kind, exercise, from], [kind, exercise, before], false, true)
    const index = this.transaction.objectStore('rows').index('exercise')
    if (limit === undefined) return rows<K>((await index.getAll(range)).reverse())
    return newest<K>(await index.openCursor(range, 'prev'), limit)
  }

  /** The same one by one, for whoever does not know how many it takes. */
  async *eachOfExercise<K extends 'set' | 'workout_exercise'>(
    kind: K,
    exercise: string,
    { from = 0, before = Infinity }: Omit<Span, 'limit'> = {},
  ): AsyncGenerator<Row<K>> {
    const range = IDBKeyRange.bound([kind, exercise, from], [kind, exercise, before], false, true)
    const index = this.transaction.objectStore('rows').index('exercise')
    for (let at = await index.openCursor(range, 'prev'); at; at = await at.continue()) {
      const row = shown<K>(at.value)
      if (row) yield row
    }
  }

  /**
   * When each exercise that has sets was done last before an instant, in milliseconds: a step or two an exercise. Of those
   * that were done only later, when that was.
   */
  async lastOfExercises(until: number): Promise<Map<string, number>> {
    const index = this.transaction.objectStore('rows').index('exercise')
    const newest = async (range: IDBKeyRange) => (await index.openKeyCursor(range, 'prev'))?.key ?? []
    const last = new Map<string, number>()
    let before: [Kind, string] = ['set', '\uffff']
    for (;;) {
      const [, exercise, at] = await newest(IDBKeyRange.bound(['set'], before, false, true))
      if (exercise === undefined || at === undefined) return last
      const ended = IDBKeyRange.bound(['set', exercise], ['set', exercise, until], false, true)
      const [, , done] = at < until ? [null, null, at] : await newest(ended)
      last.set(exercise, done ?? at)
      before = ['set', exercise]
    }
  }

  /** Newest first. */
  async byTime<K extends 'workout' | 'measurement' | 'set'>(
    kind: K,
    { from = -Infinity, before = Infinity, limit }: Span = {},
  ): Promise<Row<K>[]> {
    const range = IDBKeyRange.bound([kind, from], [kind, before], false, true)
    const index = this.transaction.objectStore('rows').index('at')
    if (limit === undefined) return rows<K>((await index.getAll(range)).reverse())
    return newest<K>(await index.openCursor(range, 'prev'), limit)
  }

  async oldestWorkout(): Promise<Row<'workout'> | undefined> {
    const range = IDBKeyRange.bound(['workout', -Infinity], ['workout', Infinity])
    const stored = await this.transaction.objectStore('rows').index('at').get(range)
    return stored && shown<'workout'>(stored)
  }

  async profile(): Promise<Row<'profile'> | undefined> {
    return (await this.all('profile'))[0]
  }
}

interface Cursor {
  value: StoredRow
  continue(): Promise<Cursor | null>
}

async function newest<K extends Kind>(cursor: Cursor | null, limit: number): Promise<Row<K>[]> {
  const stored: Row<K>[] = []
  for (let at = cursor; at && stored.length < limit; at = await at.continue()) {
    const row = shown<K>(at.value)
    if (row) stored.push(row)
  }
  return stored
}

function rows<K extends Kind>(stored: StoredRow[]): Row<K>[] {
  return stored.map((each) => shown<K>(each)).filter((each) => each !== undefined)
}

function shown<K extends Kind>({ kind, id, shown, waiting, problem }: StoredRow): Row<K> | undefined {
  if (!shown) return undefined
  // The store is typed by its kinds: what is held under a kind has its fields.
  const row = { kind: kind as K, id, fields: shown as unknown as FieldsOf[K], waiting: waiting > 0 }
  return problem === undefined ? row : { ...row, problem }
}
