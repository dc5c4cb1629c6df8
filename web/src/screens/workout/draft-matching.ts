import type { SetDraft, Logged } from './set-list'

export interface Matched {
  /** The line in whose place a set was logged, by the set's id; none for a set that no line asked for. */
  drafts: ReadonlyMap<string, SetDraft>
  /** What is left to do, at places that no logged set has. */
  open: SetDraft[]
}

/**
 * Which of the lines are done. The logged sets are what was done, wherever that was: each takes the place of the line at
 * its index if that is of its kind, else of the first line of its kind that is left. So a set that another device logged
 * without knowing of ours hides no warm-up, and adds no set to the plan.
 */
export function matchDrafts(drafts: readonly SetDraft[], logged: readonly Logged[]): Matched {
  const left = new Set(drafts)
  const matched = new Map<string, SetDraft>()
  const take = ({ id, fields }: Logged, isAlike: (draft: SetDraft) => boolean) => {
    if (matched.has(id)) return
    const isPiece = fields.continues_set_id !== null
    const draft = [...left].find(
      (each) => each.type === fields.set_type && (each.continues !== null) === isPiece && isAlike(each),
    )
    if (!draft) return
    left.delete(draft)
    matched.set(id, draft)
  }
  for (const each of logged) take(each, ({ index }) => index === each.fields.set_index)
  for (const each of logged) if (each.fields.continues_set_id === null) take(each, () => true)
  for (const each of logged) {
    const whole = matched.get(each.fields.continues_set_id ?? '')
    if (whole) take(each, ({ continues }) => continues === whole.index)
  }
  return { drafts: matched, open: placed([...left], matched, logged) }
}

/** In their order, each at its place or the next that is free; pieces go where their set went. */
function placed(
  left: readonly SetDraft[],
  matched: ReadonlyMap<string, SetDraft>,
  logged: readonly Logged[],
): SetDraft[] {
  const taken = new Set(logged.map(({ fields }) => fields.set_index))
  const moved = new Map<number, number>()
  for (const { id, fields } of logged) {
    const draft = matched.get(id)
    if (draft) moved.set(draft.index, fields.set_index)
  }
  let last = 0
  return left.map((draft) => {
    let index = Math.max(draft.index, last + 1)
    while (taken.has(index)) index++
    last = index
    moved.set(draft.index, index)
    const { continues } = draft
    return { ...draft, index, continues: continues === null ? null : (moved.get(continues) ?? continues) }
  })
}
