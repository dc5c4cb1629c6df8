import type { ToldRow } from '../../src/core/rows'

/** Rows as the server would tell them. */
export function told(
  kind: ToldRow['kind'],
  id: string,
  revision: number,
  fields: Record<string, unknown>,
): ToldRow {
  return { kind, id, revision, fields }
}

export function gone(kind: ToldRow['kind'], id: string, revision: number): ToldRow {
  return { kind, id, revision, deleted: true }
}
