import type { Line, Logged } from './ledger'

export interface Matched {
  /** The line in whose place a set was logged, by the set's id; none for a set that no line asked for. */
  lines: ReadonlyMap<string, Line>
  /** What is left to do, at places that no logged set has. */
  open: Line[]
}

/**
 * Which of the lines are done. The logged sets are what was done, wherever that was: each takes the place of the line at
 * its index if that is of its kind, else of the first line of its kind that is left. So a set that another device logged
 * without knowing of ours hides no warm-up, and adds no set to the plan.
 */
export function matchLines(lines: readonly Line[], logged: readonly Logged[]): Matched {
  const left = new Set(lines)
  const matched = new Map<string, Line>()
  const take = ({ id, fields }: Logged, isAlike: (line: Line) => boolean) => {
    if (matched.has(id)) return
    const isPiece = fields.continues_set_id !== null
    const line = [...left].find(
      (each) => each.type === fields.set_type && (each.continues !== null) === isPiece && isAlike(each),
    )
    if (!line) return
    left.delete(line)
    matched.set(id, line)
  }
  for (const each of logged) take(each, ({ index }) => index === each.fields.set_index)
  for (const each of logged) if (each.fields.continues_set_id === null) take(each, () => true)
  for (const each of logged) {
    const whole = matched.get(each.fields.continues_set_id ?? '')
    if (whole) take(each, ({ continues }) => continues === whole.index)
  }
  return { lines: matched, open: placed([...left], matched, logged) }
}

/** In their order, each at its place or the next that is free; pieces go where their set went. */
function placed(
  left: readonly Line[],
  matched: ReadonlyMap<string, Line>,
  logged: readonly Logged[],
): Line[] {
  const taken = new Set(logged.map(({ fields }) => fields.set_index))
  const moved = new Map<number, number>()
  for (const { id, fields } of logged) {
    const line = matched.get(id)
    if (line) moved.set(line.index, fields.set_index)
  }
  let last = 0
  return left.map((line) => {
    let index = Math.max(line.index, last + 1)
    while (taken.has(index)) index++
    last = index
    moved.set(line.index, index)
    const { continues } = line
    return { ...line, index, continues: continues === null ? null : (moved.get(continues) ?? continues) }
  })
}
