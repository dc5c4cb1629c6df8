import type { SyncPosition, Operation } from './database'
import { KINDS, type Fields, type Kind, type Row } from './rows'
import { FIELDS_CHANGED, ROW_SCHEMA } from './row-schema'
import { asSent } from './store'

/** The form of the file; what it holds is said in docs/explanation/device-files.md. */
const FORM = 2
const FORMAT = 'mygymtracker-device'

export interface FileRow {
  kind: Kind
  id: string
  fields: Fields
}

/** What a device saved of what it held. Earlier programs wrote form 1, without rows and without a format. */
export interface DeviceFile {
  schema: number
  format?: string
  saved_at: string
  account: string
  email?: string
  epoch: string | null
  device: string
  /** The revision of the server's schema that the rows were written under; left out where it is the first. */
  row_schema?: number
  rows?: FileRow[]
  operations: Fields[]
}

/**
 * A file of what did not reach the server, with the rows that this is about; or, `whole`, of all that is held. Shared
 * exercises are among the rows where another one names them, since another server may have them under other ids.
 */
export function deviceFile(
  contents: { email: string; position: SyncPosition; operations: readonly Operation[]; rows: readonly Row[] },
  { whole }: { whole: boolean },
): DeviceFile {
  const { email, position, operations, rows } = contents
  const byId = new Map(rows.map((row) => [row.id, row]))
  const wanted = new Set<string>()
  const want = (id: string) => {
    const row = byId.get(id)
    if (!row || wanted.has(id)) return
    wanted.add(id)
    for (const other of idsIn(row.fields)) want(other)
  }
  for (const { key, fields } of operations) for (const id of [key, ...idsIn(fields ?? {})]) want(id)
  if (whole) for (const row of rows) if (!isShared(row)) want(row.id)
  return {
    schema: FORM,
    format: FORMAT,
    saved_at: new Date().toISOString(),
    account: position.account,
    email,
    epoch: position.epoch,
    device: position.device,
    ...(FIELDS_CHANGED && { row_schema: ROW_SCHEMA }),
    rows: KINDS.flatMap((kind) => rows.filter((row) => row.kind === kind && wanted.has(row.id))).map(
      ({ kind, id, fields }) => ({ kind, id, fields: { ...fields } }),
    ),
    operations: operations.map(asSent),
  }
}

/** From the text of a file; null for what is none. Newer forms are left to the server, which says what is wrong. */
export function readDeviceFile(text: string): DeviceFile | null {
  try {
    const content: unknown = JSON.parse(text)
    return isDeviceFile(content) ? content : null
  } catch {
    return null
  }
}

function isDeviceFile(content: unknown): content is DeviceFile {
  if (typeof content !== 'object' || content === null) return false
  const { schema, account, operations, rows } = content as Partial<Record<keyof DeviceFile, unknown>>
  return (
    typeof schema === 'number' &&
    typeof account === 'string' &&
    isListOfObjects(operations) &&
    (rows === undefined || isListOfObjects(rows))
  )
}

function isListOfObjects(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'object' && each !== null)
}

/** A server takes a while for a set: a file of many years is sent in parts of so many rows. */
const MOST_ROWS = 1000

/**
 * The file in parts that can be read in one after the other, each of which knows the rows that it names: what others
 * belong to comes in the parts before, and again, as far as it is named.
 */
export function partsOf(file: DeviceFile, most = MOST_ROWS): DeviceFile[] {
  const rows = file.rows ?? []
  const byId = new Map(rows.map((row) => [row.id, row]))
  const withNamed = (some: readonly FileRow[], also: readonly Fields[] = []): FileRow[] => {
    const taken = new Map<string, FileRow>()
    const take = (row: FileRow) => {
      if (taken.has(row.id)) return
      taken.set(row.id, row)
      for (const id of idsIn(row.fields)) {
        const named = byId.get(id)
        if (named) take(named)
      }
    }
    for (const row of some) take(row)
    for (const operation of also)
      for (const id of idsIn(operation)) {
        const named = byId.get(id)
        if (named) take(named)
      }
    return [...taken.values()]
  }
  const parts: DeviceFile[] = []
  for (let at = 0; at < rows.length; at += most)
    parts.push({ ...file, rows: withNamed(rows.slice(at, at + most)), operations: [] })
  if (file.operations.length > 0 || parts.length === 0)
    parts.push({ ...file, ...(file.rows && { rows: withNamed([], file.operations) }) })
  return parts
}

function isShared({ kind, fields }: Row): boolean {
  return kind === 'profile' || (kind === 'exercise' && 'shared' in fields && fields.shared === true)
}

/** All texts in it that may be ids, however deep. */
function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(idsIn)
}
