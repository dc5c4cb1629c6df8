import { COMPUTED_FIELDS, type FieldsOf, type Kind } from './kinds'

export { INSTANT, KINDS, ORIGIN_FIELDS, PARENT, type FieldsOf, type Kind } from './kinds'

/** A row as it is shown: what the server told, with what waits in the outbox on top. */
export interface Row<K extends Kind = Kind> {
  kind: K
  id: string
  fields: FieldsOf[K]
  /** What the server has not confirmed yet. */
  waiting: boolean
  /** Why the server refused what was done to it here; it stays until it is edited or discarded. */
  problem?: string
}

/** A row as the server tells it: `fields`, or `deleted`. */
export interface ServerRow {
  kind: Kind
  id: string
  revision: number
  fields?: Fields | undefined
  deleted?: true | undefined
}
export type Fields = Record<string, unknown>

/**
 * What a person does to one row. The fields that the server makes may be said: they are shown until it tells its own.
 * `sent` is the id that is sent where `id` is derived from it, as an own exercise's is.
 */
export type Action =
  | {
      [K in Kind]: { action: 'create'; kind: K; id: string; sent?: string; fields: Partial<FieldsOf[K]> }
    }[Kind]
  | { [K in Kind]: { action: 'patch'; kind: K; id: string; fields: Partial<FieldsOf[K]> } }[Kind]
  | { action: 'delete'; kind: Kind; id: string }

/** The fields that can be said to the server. */
export function sendable(kind: Kind, fields: Fields): Fields {
  const computed = COMPUTED_FIELDS[kind]
  return computed
    ? Object.fromEntries(Object.entries(fields).filter(([name]) => !computed.includes(name)))
    : fields
}
