import type { Action, Row } from '../core/rows'

/** The highest place that a row may have. */
const LAST_PLACE = 1_000_000

type Placed = { id: string; fields: { display_order: number } }

/** By place; where two share one, the id decides, as it does on the server. */
export function inOrder<T extends Placed>(rows: readonly T[]): T[] {
  return [...rows].sort(
    (one, other) =>
      one.fields.display_order - other.fields.display_order ||
      (one.id < other.id ? -1 : Number(one.id > other.id)),
  )
}

/** The place after the last. */
export function nextPlace(rows: readonly Placed[]): number {
  return Math.min(LAST_PLACE, Math.max(0, ...rows.map(({ fields }) => fields.display_order)) + 1)
}

/** A list with one of its members at another index. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, index) => index !== from)
  const one = list[from]
  return one === undefined ? rest : rest.toSpliced(Math.max(0, Math.min(rest.length, to)), 0, one)
}

/**
 * Which places change when the rows are to stand in this order: one that is higher than all before it stays as it is,
 * so that two devices get into each other's way as little as can be.
 */
export function places(rows: readonly Placed[]): Map<string, number> {
  const changed = new Map<string, number>()
  let before = -1
  for (const { id, fields } of rows) {
    const stays = fields.display_order > before
    before = stays ? fields.display_order : before + 1
    if (!stays) changed.set(id, before)
  }
  if (before <= LAST_PLACE) return changed
  const anew = rows.map(({ id }, index): [string, number] => [id, index + 1])
  return new Map(anew.filter(([, place], index) => rows[index]?.fields.display_order !== place))
}

export function dayOrder(rows: readonly Row<'plan_day'>[]): Action[] {
  return [...places(rows)].map(([id, display_order]) => ({
    action: 'patch',
    kind: 'plan_day',
    id,
    fields: { display_order },
  }))
}

export function exerciseOrder(rows: readonly Row<'plan_exercise'>[]): Action[] {
  return [...places(rows)].map(([id, display_order]) => ({
    action: 'patch',
    kind: 'plan_exercise',
    id,
    fields: { display_order },
  }))
}
