import type { StoredRow, SyncPosition, Operation, Writing } from './database'
import { fold, storedRowOf } from './folding'
import { newId } from './ids'
import { ABOVE, KINDS, PARENT } from './kinds'
import { sendable, type Action, type Fields, type Kind, type ServerRow } from './rows'
import { FIELDS_CHANGED, ROW_SCHEMA } from './row-schema'

/** Fields that say ids of other rows. */
const NAMES_A_ROW = /_id$|^substitutes$/

/** The rows and the outbox inside one transaction, and what follows from changing one of them. */
export class Store {
  /** The kinds of which something is shown otherwise by now. */
  readonly changed = new Set<Kind>()

  constructor(
    private readonly transaction: Writing,
    private readonly position: SyncPosition,
  ) {}

  /** What a person did: into the outbox, and shown. */
  async act(action: Action, now: number): Promise<void> {
    const { kind, id } = action
    const key: [Kind, string] = [kind, id]
    const row = await this.find(key)
    const waiting = await this.waitingFor(key)
    const last = waiting.at(-1)
    if (action.action === 'delete' && waiting.some((each) => each.problem && each.action === 'create')) {
      for (const each of waiting) await this.forget(each)
      return
    }
    if (action.action === 'patch' && last && last.action !== 'delete' && mayTakeIn(last, action.fields)) {
      const { problem, ...rest } = last
      const merged = { ...rest, fields: { ...last.fields, ...action.fields }, sent: 0 as const }
      await this.outbox.put(problem ? { ...merged, id: newId() } : merged)
      if (problem) await this.tryAgainAfter(last)
    } else {
      await this.outbox.add({
        id: newId(),
        action: action.action,
        kind,
        row: action.action === 'create' ? (action.sent ?? id) : id,
        key: id,
        base: row.revision ?? this.position.revision,
        sent: 0,
        since: now,
        schema: ROW_SCHEMA,
        ...(action.action !== 'delete' && { fields: action.fields as Fields }),
      })
    }
    await this.show(row)
  }

  /** Rows as the server tells them, unless later ones are held. */
  async take(serverRows: readonly ServerRow[]): Promise<void> {
    const waiting = new Set((await this.outbox.getAll()).map(({ kind, key }) => `${kind} ${key}`))
    const stored = await Promise.all(serverRows.map(({ kind, id }) => this.rows.get([kind, id])))
    const above = await Promise.all(serverRows.map((row) => this.parentOf(row.kind, row.fields)))
    const others: [ServerRow, StoredRow | undefined][] = []
    serverRows.forEach((row, at) => {
      const before = stored[at]
      const isOrdinary = !row.deleted && !waiting.has(`${row.kind} ${row.id}`) && above[at]?.shown !== null
      // Most are: nothing but the row itself changes then, and there may be tens of thousands of them.
      if (!isOrdinary || before?.shown === null) others.push([row, before])
      else if (isNews(row, before))
        void this.rows.put(storedRowOf(this.withServerRow(row, before), row.fields ?? null, []))
      this.changed.add(row.kind)
    })
    for (const [row, before] of others)
      if (isNews(row, before)) await this.show(this.withServerRow(row, before))
  }

  /** As the server tells it, shown as before. */
  private withServerRow(
    { kind, id, revision, deleted, fields }: ServerRow,
    stored: StoredRow | undefined,
  ): StoredRow {
    const serverFields = deleted ? null : (fields ?? null)
    return {
      ...(stored ?? this.emptyRow(kind, id)),
      revision,
      told: serverFields,
      seen: this.position.bootstraps,
    }
  }

  /** Shows a row anew, with what waits for it by now. */
  async refresh(kind: Kind, id: string): Promise<void> {
    await this.show(await this.find([kind, id]))
  }

  /** All that was told goes aside, for another server speaks now; what stands aside already was known before. */
  async moveToOldRows(): Promise<void> {
    const aside = this.transaction.objectStore('old_rows')
    if ((await aside.count()) === 0)
      for (const row of await this.rows.getAll()) if (row.revision !== null) await aside.put(row)
    await this.rows.clear()
  }

  /** What the last bootstrap did not tell, now that all of it was read, is gone. */
  async dropMissing(): Promise<void> {
    for (const row of await this.rows.getAll()) {
      if (row.seen >= this.position.bootstraps || row.revision === null) continue
      await this.show({ ...row, told: null, seen: this.position.bootstraps })
    }
  }

  /** Throws an operation away, and shows its row without it. */
  async forget(operation: Operation): Promise<void> {
    await this.outbox.delete(place(operation))
    await this.show(await this.find([operation.kind, operation.key]))
  }

  /** The server refused the operation: it waits for the person. */
  async park(operation: Operation, problem: NonNullable<Operation['problem']>): Promise<void> {
    await this.outbox.put({ ...operation, problem })
    await this.show(await this.find([operation.kind, operation.key]))
  }

  /** Sends what was refused once more, as another operation, and what was refused after it. */
  async tryAgain(operation: Operation): Promise<void> {
    await this.sendAnew(operation)
    await this.tryAgainAfter(operation)
  }

  private async sendAnew({ problem: _, ...operation }: Operation): Promise<void> {
    await this.outbox.put({ ...operation, id: newId(), sent: 0 })
    await this.show(await this.find([operation.kind, operation.key]))
  }

  /** What was refused after this one was perhaps refused because of it. */
  private async tryAgainAfter(operation: Operation): Promise<void> {
    const later = await this.outbox.getAll(IDBKeyRange.lowerBound(place(operation), true))
    for (const each of later) if (each.problem) await this.sendAnew(each)
  }

  private async show(row: StoredRow): Promise<void> {
    const waiting = await this.waitingFor([row.kind, row.id])
    const before = row.shown !== null
    const folded = fold(row.told, waiting, row.kind)
    const updated = storedRowOf(
      row,
      folded && (await this.isHidden(row.kind, folded)) ? null : folded,
      waiting,
    )
    await this.rows.put(updated)
    this.changed.add(row.kind)
    if (before === (updated.shown !== null)) return
    for (const kind of KINDS.filter((each) => ABOVE[each] === row.kind)) {
      for (const child of await this.rows.index('parent').getAll([kind, row.id])) await this.show(child)
    }
  }

  /** Whether what it belongs to is known to be gone. */
  private async isHidden(kind: Kind, fields: Fields): Promise<boolean> {
    return (await this.parentOf(kind, fields))?.shown === null
  }

  private async parentOf(kind: Kind, fields: Fields | undefined): Promise<StoredRow | undefined> {
    const [field, above] = [PARENT[kind], ABOVE[kind]]
    const parent = field && fields?.[field]
    return above && typeof parent === 'string' ? this.rows.get([above, parent]) : undefined
  }

  private async find([kind, id]: [Kind, string]): Promise<StoredRow> {
    return (await this.rows.get([kind, id])) ?? this.emptyRow(kind, id)
  }

  private emptyRow(kind: Kind, id: string): StoredRow {
    return { kind, id, revision: null, told: null, shown: null, waiting: 0, seen: this.position.bootstraps }
  }

  private async waitingFor(key: [Kind, string]): Promise<Operation[]> {
    return this.outbox.index('key').getAll(key)
  }

  private get rows() {
    return this.transaction.objectStore('rows')
  }

  private get outbox() {
    return this.transaction.objectStore('outbox')
  }
}

/** What was perhaps sent stays as it is; what names another row stays behind the operation that makes that row. */
function mayTakeIn(last: Operation, fields: object): boolean {
  return last.problem ? true : !last.sent && !Object.keys(fields).some((name) => NAMES_A_ROW.test(name))
}

function isNews(serverRow: ServerRow, stored: StoredRow | undefined): boolean {
  return !stored || stored.revision === null || stored.revision <= serverRow.revision
}

/**
 * As it is sent to the server. The exercises of a workout come after it, with what the plan asked for when it began here:
 * the server copies none of what the plan says by then.
 */
export function asSent({ id, action, kind, row, base, fields, schema }: Operation): Fields {
  const order = action === 'create' && kind === 'workout' ? { copies_exercises: false } : {}
  const sentFields = fields && { fields: { ...sendable(kind, fields), ...order } }
  const sent = { id, action, kind, row, base, ...sentFields }
  return FIELDS_CHANGED ? { ...sent, row_schema: schema } : sent
}

/** Of an operation that came from the store. */
export function place(operation: Operation): number {
  if (operation.place === undefined) throw new Error('an operation of the outbox has its place')
  return operation.place
}
