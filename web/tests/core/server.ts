import type { ServerRow } from '../../src/core/rows'

/** Rows as the server would tell them. */
export function serverRow(
  kind: ServerRow['kind'],
  id: string,
  revision: number,
  fields: Record<string, unknown>,
): ServerRow {
  return { kind, id, revision, fields }
}

export function gone(kind: ServerRow['kind'], id: string, revision: number): ServerRow {
  return { kind, id, revision, deleted: true }
}
