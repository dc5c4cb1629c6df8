import { derivedId } from '../core/derived-id'
import { newId } from '../core/ids'
import type { Local } from '../core/local'
import type { Reader } from '../core/reader'
import type { Row } from '../core/rows'

/** An exercise that can be chosen, ready to be looked through at every key. */
export interface Choice {
  id: string
  name: string
  aliases: readonly string[]
  own: boolean
  archived: boolean
  /** Its place among those done last, from 0; undefined where it was not done lately. */
  recent: number | undefined
  /** The words of the name, then those of all its names, folded. */
  words: { name: string[]; all: string[] }
}

/** Sets that are looked through for what was done last. */
const LATELY = 400

/** All exercises, those done last first and then by name; the archived ones are among them. */
export async function readChoices(reader: Reader): Promise<Choice[]> {
  const [rows, sets] = await Promise.all([reader.all('exercise'), reader.byTime('set', { limit: LATELY })])
  const recent = new Map<string, number>()
  for (const { fields } of sets) {
    if (!recent.has(fields.exercise_id)) recent.set(fields.exercise_id, recent.size)
  }
  return rows.map((row) => choiceOf(row, recent.get(row.id))).sort(byUse)
}

/** An exercise, ready to be looked for. */
export function choiceOf({ id, fields }: Row<'exercise'>, recent: number | undefined): Choice {
  const { name, aliases, shared, archived_at } = fields
  const words = { name: wordsOf(name), all: [name, ...aliases].flatMap(wordsOf) }
  return { id, name, aliases, own: !shared, archived: archived_at !== null, recent, words }
}

/**
 * Those that every word typed begins a word of: first where the name begins so, then where words of the name do, then
 * where it is another name.
 */
export function matching<C extends Choice>(choices: readonly C[], typed: string): C[] {
  const asked = wordsOf(typed)
  if (asked.length === 0) return [...choices]
  const begins = (words: string[]) => asked.every((each) => words.some((word) => word.startsWith(each)))
  const rank = ({ words }: Choice) =>
    words.name.join(' ').startsWith(asked.join(' ')) ? 0 : begins(words.name) ? 1 : begins(words.all) ? 2 : 3
  const found = [0, 1, 2].map((): C[] => [])
  for (const choice of choices) found[rank(choice)]?.push(choice)
  return found.flatMap((each) => each.sort(byLength))
}

/** Those done lately first, then the plain one before its variants: "Bench Press" before "Bench Press, close grip". */
function byLength(one: Choice, other: Choice): number {
  const place = ({ recent, words }: Choice) => (recent === undefined ? LATELY + words.name.length : recent)
  return place(one) - place(other)
}

/** The exercise that has this very name, whatever its case. */
export function named(choices: readonly Choice[], typed: string): Choice | undefined {
  const folded = fold(typed.trim())
  return choices.find((each) => fold(each.name) === folded)
}

/** An exercise of the person's own; answers its id. The rest of it can be said later. Throws NotSaved. */
export async function makeExercise(local: Local, name: string): Promise<string> {
  const sent = newId()
  const id = derivedId(local.account, sent)
  await local.write([{ action: 'create', kind: 'exercise', id, sent, fields: { name: name.trim() } }])
  return id
}

function byUse(one: Choice, other: Choice): number {
  const [first, second] = [one.recent ?? Infinity, other.recent ?? Infinity]
  return first === second ? one.name.localeCompare(other.name) : first - second
}

function wordsOf(text: string): string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
}

/** Without case and accents. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}
