import type { StoredRow, SyncPosition, Operation } from './database'
import { derivedId } from './derived-id'
import { newId } from './ids'
import { KINDS, ORIGIN_FIELDS, sendable, type Fields } from './rows'
import type { Inside } from './local'
import { ROW_SCHEMA } from './row-schema'

/**
 * After a backup of the server was restored, and all that it has was read: what it forgot is to be said again, before
 * all that waits. An own exercise that is created again gets another id, by which it is named from then on.
 */
export async function resendWhatIsMissing({ store, position, transaction }: Inside): Promise<void> {
  const rows = transaction.objectStore('rows')
  const outbox = transaction.objectStore('outbox')
  const forgotten = (await transaction.objectStore('old_rows').getAll())
    .filter((row) => (row.revision ?? 0) > position.epoch_revision)
    .sort(parentsFirst)
  const atServer = new Map<string, Fields | null>()
  for (const { kind, id } of forgotten)
    atServer.set(`${kind} ${id}`, (await rows.get([kind, id]))?.told ?? null)
  const renamed = new Map(
    forgotten
      .filter(({ kind, id, told: fields }) => kind === 'exercise' && fields && !atServer.get(`${kind} ${id}`))
      .map(({ id }) => [id, derivedId(position.account, id)]),
  )
  const waiting = await outbox.getAll()
  await outbox.clear()
  const again = forgotten.flatMap((row) =>
    operationsAgain(row, atServer.get(`${row.kind} ${row.id}`) ?? null, renamed, position),
  )
  again.sort((one, other) => Number(one.action === 'delete') - Number(other.action === 'delete'))
  for (const each of again) await outbox.add(each)
  for (const { place: _, ...each } of waiting) await outbox.add(withBase(withIds(each, renamed), position))
  await transaction.objectStore('old_rows').clear()
  for (const each of await outbox.getAll()) await store.refresh(each.kind, each.key)
}

function operationsAgain(
  row: StoredRow,
  atServer: Fields | null,
  renamed: Map<string, string>,
  position: SyncPosition,
): Operation[] {
  const { kind, id } = row
  const common = {
    id: newId(),
    kind,
    base: position.epoch_revision,
    sent: 0 as const,
    since: Date.now(),
    schema: ROW_SCHEMA,
  }
  if (!row.told) return atServer ? [{ ...common, action: 'delete', row: id, key: id }] : []
  const fields = idsIn(sendable(kind, row.told), renamed)
  if (!atServer) return [{ ...common, action: 'create', row: id, key: renamed.get(id) ?? id, fields }]
  const other = Object.entries(fields).filter(
    ([name, value]) =>
      JSON.stringify(value) !== JSON.stringify(atServer[name]) && !ORIGIN_FIELDS[kind]?.includes(name),
  )
  if (other.length === 0) return []
  return [{ ...common, action: 'patch', row: id, key: id, fields: Object.fromEntries(other) }]
}

/** Of sets, those come first that others continue. */
function parentsFirst(one: StoredRow, other: StoredRow): number {
  return (
    KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind) ||
    Number(Boolean(one.told?.continues_set_id)) - Number(Boolean(other.told?.continues_set_id))
  )
}

function withIds(operation: Operation, renamed: Map<string, string>): Operation {
  const named = (id: string) => renamed.get(id) ?? id
  const { fields, ...rest } = operation
  return {
    ...rest,
    row: operation.action === 'create' ? operation.row : named(operation.row),
    key: named(operation.key),
    ...(fields && { fields: idsIn(fields, renamed) }),
  }
}

function withBase(operation: Operation, { epoch_revision }: SyncPosition): Operation {
  return { ...operation, base: Math.min(operation.base, epoch_revision) }
}

function idsIn(fields: Fields, renamed: Map<string, string>): Fields {
  const named = (value: unknown): unknown =>
    typeof value === 'string'
      ? (renamed.get(value) ?? value)
      : Array.isArray(value)
        ? value.map(named)
        : value
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, named(value)]))
}
