import { derivedId } from '../core/derived-id'
import { newId } from '../core/ids'
import type { Local } from '../core/local'
import type { Reader } from '../core/reader'
import type { Row } from '../core/rows'
import { aheadFrom, isAhead } from '../domain/clocks'
import { tidyName } from '../domain/names'
import { byUsual, fits, foldLetters, namesOf, type Names } from '../domain/searching'

/** An exercise that can be chosen, ready to be looked through at every key. */
export interface Choice {
  id: string
  name: string
  aliases: readonly string[]
  own: boolean
  archived: boolean
  /** When it was done last, in milliseconds; undefined where it never was. */
  last: number | undefined
  names: Names
}

/** All exercises, those done last first and then by name; the archived ones are among them. */
export async function readChoices(reader: Reader, now = Date.now()): Promise<Choice[]> {
  const [rows, last] = await Promise.all([reader.all('exercise'), reader.lastOfExercises(aheadFrom(now))])
  const done = (at: number | undefined) => (at === undefined || isAhead(at, now) ? undefined : at)
  return rows.map((row) => choiceOf(row, done(last.get(row.id)))).sort(byUse)
}

/** An exercise, ready to be looked for. */
export function choiceOf({ id, fields }: Row<'exercise'>, last: number | undefined): Choice {
  const { name, aliases, shared, archived_at } = fields
  return {
    id,
    name,
    aliases,
    own: !shared,
    archived: archived_at !== null,
    last,
    names: namesOf([name, ...aliases]),
  }
}

/** Those that fit what was typed, in the order of the server's search; all of them where nothing was typed. */
export function matching<C extends Choice>(choices: readonly C[], typed: string): C[] {
  if (!typed.trim()) return [...choices]
  const fitting = fits(
    typed,
    choices.map((each) => each.names),
  )
  return [...fitting]
    .flatMap(([place, fit]) => (choices[place] ? [{ choice: choices[place], fit }] : []))
    .sort(
      (one, other) =>
        one.fit - other.fit ||
        byLast(one.choice, other.choice) ||
        byUsual(one.choice.name, other.choice.name),
    )
    .map(({ choice }) => choice)
}

/** The exercise that has this very name, however its letters are written. */
export function named(choices: readonly Choice[], typed: string): Choice | undefined {
  const folded = sameName(typed)
  return choices.find((each) => sameName(each.name) === folded)
}

/** An exercise of the person's own; answers its id. The rest of it can be said later. Throws NotSaved. */
export async function makeExercise(local: Local, name: string): Promise<string> {
  const sent = newId()
  const id = derivedId(local.account, sent)
  await local.write([{ action: 'create', kind: 'exercise', id, sent, fields: { name: tidyName(name) } }])
  return id
}

function byUse(one: Choice, other: Choice): number {
  return byLast(one, other) || one.name.localeCompare(other.name)
}

function byLast(one: Choice, other: Choice): number {
  return (other.last ?? -Infinity) - (one.last ?? -Infinity) || 0
}

/** Equal for names that differ in nothing but blanks, case, width and accents. */
function sameName(name: string): string {
  return tidyName(foldLetters(name))
}
