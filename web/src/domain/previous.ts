import type { Row } from '../core/rows'

/** A set and its place: both from 1, warm-ups and working sets counted apart; `piece` is 0 for what is no piece. */
export interface Numbered<S> {
  set: S
  number: number
  piece: number
}
type Numberable = Pick<Row<'set'>, 'id' | 'fields'>

/**
 * Of the sets of one exercise in one earlier workout those that a person wants to beat: a top set and its back-off sets
 * are two entries of one exercise. `entries` are the ids of all its entries there in their order, `occurrence` counts
 * from 0 which one of them it is today. Where that was not done, the last one that was.
 */
export function atOccurrence<S extends Numberable>(
  sets: readonly S[],
  entries: readonly string[],
  occurrence: number,
): S[] {
  const of = (entry: string | undefined) => sets.filter(({ fields }) => fields.workout_exercise_id === entry)
  const same = of(entries[occurrence])
  if (same.length > 0) return same
  return of(entries.findLast((each) => of(each).length > 0))
}

/** Sets in their order, each followed by its pieces in theirs; a piece of a piece is one of the same set. */
export function numbered<S extends Numberable>(sets: readonly S[]): Numbered<S>[] {
  const continued = new Map(sets.map(({ id, fields }) => [id, fields.continues_set_id]))
  const counted = { warmup: 0, working: 0 }
  return sets
    .filter(({ id }) => wholeOf(id, continued) === id)
    .flatMap((set) => {
      const number = ++counted[set.fields.set_type]
      const further = sets.filter((each) => each !== set && wholeOf(each.id, continued) === set.id)
      return [set, ...further].map((each, piece) => ({ set: each, number, piece }))
    })
}

/** The set that a piece belongs to; for what is no piece, or a piece in a circle, itself. */
function wholeOf(id: string, continued: ReadonlyMap<string, string | null>): string {
  const passed = new Set<string>()
  let at = id
  for (;;) {
    const before = continued.get(at)
    if (passed.has(at) || !before || !continued.has(before)) return at
    passed.add(at)
    at = before
  }
}
