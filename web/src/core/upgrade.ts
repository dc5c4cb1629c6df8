import type { Operation } from './database'
import { complete } from './defaults'
import { storedRowOf } from './folding'
import type { Inside, Local } from './local'
import type { Fields, Kind } from './rows'
import { ROW_SCHEMA, ROWS_OF_TODAY } from './row-schema'
import { FIELD_TYPES, FIRST_SCHEMA, STEPS, type Step } from './schema-changes'

/** Fields written under `schema`, as they would be today; a `whole` row has what came since, too. */
export function upgradeFields(kind: Kind, schema: number, fields: Fields, whole = false): Fields {
  const steps = (STEPS[kind] ?? []).filter((step) => schema < step.since)
  if (steps.length === 0) return fields
  const upgraded = { ...fields }
  for (const step of steps) apply(step, upgraded, whole)
  return upgraded
}

function apply(step: Step, fields: Fields, whole: boolean): void {
  const { name } = step
  switch (step.step) {
    case 'added':
      if (whole && !(name in fields)) fields[name] = step.value
      return
    case 'renamed':
      if (!(step.old in fields)) return
      fields[name] = fields[step.old]
      delete fields[step.old]
      return
    case 'dropped':
      delete fields[name]
      return
    case 'changed': {
      const value = fields[name]
      if (typeof value === 'string') fields[name] = step.values[value] ?? value
    }
  }
}

/** Whether a row has all its fields, each of its type: what came from the network or an old store is not believed. */
export function fits(kind: Kind, fields: Fields): boolean {
  const types = FIELD_TYPES[kind]
  for (const type in types) {
    const mayBeNull = type.endsWith('?')
    const wanted = mayBeNull ? type.slice(0, -1) : type
    for (const name of types[type] ?? []) {
      const value = fields[name]
      if (value === undefined || (value === null ? !mayBeNull : wanted !== 'any' && typeOf(value) !== wanted))
        return false
    }
  }
  return true
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'list'
  return typeof value === 'string' ? 'text' : typeof value
}

/**
 * Makes all that an earlier program kept what this one reads: rows and what waits to be sent. Where a row does not fit even
 * then, everything is asked for anew at the next sync; until then it has what its fields are when nobody said anything,
 * or is not shown. What waits stays.
 */
export async function upgrade(local: Local): Promise<void> {
  // Where the device has no room, the next start does it.
  await local.change(upgradeStore).catch(console.error)
}

async function upgradeStore({ transaction, position }: Inside): Promise<void> {
  const outbox = transaction.objectStore('outbox')
  const waiting = (await outbox.getAll()).map(upgradeOperation)
  for (const each of waiting) await outbox.put(each)
  let fitsAll = true
  for (const name of ['rows', 'old_rows'] as const) {
    const rows = transaction.objectStore(name)
    for (const row of await rows.getAll()) {
      const { kind, id } = row
      const schema = position.schema ? Number.parseInt(position.schema) : FIRST_SCHEMA
      const serverFields = row.told && upgradeFields(kind, schema, row.told, true)
      let shown = row.shown && upgradeFields(kind, schema, row.shown, true)
      const fitting = (!serverFields || fits(kind, serverFields)) && (!shown || fits(kind, shown))
      if (fitting && serverFields === row.told && shown === row.shown) continue
      if (!fitting) {
        fitsAll = false
        const completed = shown && complete(kind, shown)
        // What no server knows yet is nowhere else: it stays in sight.
        shown = completed && (row.revision === null || fits(kind, completed)) ? completed : null
      }
      const ofRow = waiting.filter((each) => each.kind === kind && each.key === id)
      await rows.put(storedRowOf({ ...row, told: serverFields }, shown, ofRow))
    }
  }
  if (!fitsAll) position.cursor = null
  position.schema = ROWS_OF_TODAY
}

/** An operation that waits, with the fields of today. */
export function upgradeOperation(operation: Operation): Operation {
  const { kind, fields, schema = FIRST_SCHEMA } = operation
  return {
    ...operation,
    schema: ROW_SCHEMA,
    ...(fields && { fields: upgradeFields(kind, schema, fields) }),
  }
}
