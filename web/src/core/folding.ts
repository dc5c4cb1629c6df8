import { complete } from './defaults'
import type { StoredRow, Operation } from './database'
import { INSTANT, PARENT, type Fields } from './rows'

/** What the server told, with what was done here since on top; null where it is gone. */
export function fold(
  serverFields: Fields | null,
  waiting: readonly Operation[],
  kind: StoredRow['kind'],
): Fields | null {
  let shown = serverFields
  for (const each of waiting) {
    if (each.action === 'delete') shown = each.problem ? shown : null
    else if (shown) shown = { ...shown, ...each.fields }
    else if (each.action === 'create') shown = complete(kind, each.fields ?? {})
  }
  return shown
}

/** The row with `shown` and all that follows from it. */
export function storedRowOf(row: StoredRow, shown: Fields | null, waiting: readonly Operation[]): StoredRow {
  const { kind, id, revision, told: serverFields, seen } = row
  const parent = text((shown ?? serverFields)?.[PARENT[kind] ?? '']) ?? row.parent
  const exercise = shown && text(shown.exercise_id)
  const instant = shown && text(shown[INSTANT[kind] ?? ''])
  const problem = waiting.find((each) => each.problem)?.problem?.detail
  return {
    kind,
    id,
    revision,
    told: serverFields,
    shown,
    seen,
    waiting: waiting.length,
    ...(problem !== undefined && { problem }),
    ...(parent !== undefined && { parent }),
    ...(exercise && { exercise }),
    ...(shown && (instant || exercise) && { at: instant ? Date.parse(instant) : 0 }),
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
