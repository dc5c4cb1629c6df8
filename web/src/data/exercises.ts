import { lengthProblem } from '../domain/lengths'
import { LOAD_STEP_LIMIT, LONGEST_NAME, LONGEST_TEXT, MOST_ALIASES } from '../domain/limits'
import { foldCase, hiddenInName, hiddenInText, isSeen, isTaken, tidyName } from '../domain/names'
import { ruleBroken } from '../domain/set-limits'
import type { Local } from '../core/local'
import type { Reader } from '../core/reader'
import type { FieldsOf, Row } from '../core/rows'

export type ExerciseFields = FieldsOf['exercise']

export async function readExercise(reader: Reader, id: string): Promise<Row<'exercise'> | undefined> {
  return reader.get('exercise', id)
}

/** Throws NotSaved, as all that follows does. */
export async function changeExercise(
  local: Local,
  id: string,
  fields: Partial<ExerciseFields>,
): Promise<void> {
  await local.write([{ action: 'patch', kind: 'exercise', id, fields }])
}

/** Out of sight, with all that was done with it kept. */
export async function archiveExercise(local: Local, id: string, at: Date | null): Promise<void> {
  await changeExercise(local, id, { archived_at: at?.toISOString() ?? null })
}

/** Only what was never used: what was trained with it would be without a name. */
export async function deleteExercise(local: Local, id: string): Promise<void> {
  await local.write([{ action: 'delete', kind: 'exercise', id }])
}

/** Whether a workout or a plan names it. */
export async function isUsed(reader: Reader, id: string): Promise<boolean> {
  const done = await reader.ofExercise('workout_exercise', id, { limit: 1 })
  if (done.length > 0) return true
  const planned = await reader.all('plan_exercise')
  return planned.some(({ fields }) => fields.exercise_id === id || fields.substitutes.includes(id))
}

export type Errors = Partial<Record<keyof ExerciseFields, string>>

/** The other names in the lines of a text, each once, however its letters are written. */
export function aliasesOf(text: string): string[] {
  const lines = text.split('\n').filter(isSeen).map(tidyName)
  const keys = lines.map(foldCase)
  return lines.filter((_, place) => keys.indexOf(keys[place] ?? '') === place)
}

/** What the server would refuse, by its field: the same rules, so that nothing is refused later. */
export function errorsOf(fields: ExerciseFields, others: readonly string[]): Errors {
  const problems = {
    name: nameProblem(fields.name, others),
    aliases: aliasesProblem(fields.aliases.map(tidyName)),
    load_step: fields.load_step === null ? undefined : loadStepProblem(fields.load_step),
    notes: textProblem(fields.notes, hiddenInText(fields.notes), LONGEST_TEXT),
  }
  return Object.fromEntries(Object.entries(problems).filter(([, problem]) => problem !== undefined))
}

function nameProblem(typed: string, others: readonly string[]): string | undefined {
  const name = tidyName(typed)
  const problem = textProblem(name, hiddenInName(typed), LONGEST_NAME)
  if (problem) return problem
  if (!isSeen(name)) return 'It needs a name.'
  return isTaken(name, others) ? `You have an exercise of this name already: ${name}.` : undefined
}

function aliasesProblem(aliases: readonly string[]): string | undefined {
  const wrong = aliases.map((each) => textProblem(each, hiddenInName(each), LONGEST_NAME)).find(Boolean)
  if (wrong) return wrong
  const keys = aliases.map(foldCase)
  const twice = aliases.find((_, place) => keys.indexOf(keys[place] ?? '') < place)
  if (twice !== undefined) return `Each once. ${twice} stands there twice.`
  return aliases.length > MOST_ALIASES ? `At most ${MOST_ALIASES}. There are ${aliases.length}.` : undefined
}

function textProblem(text: string, hidden: string | undefined, longest: number): string | undefined {
  if (hidden) return `There must not be the invisible character ${hidden}.`
  return lengthProblem(text, longest)
}

function loadStepProblem(step: string): string | undefined {
  const isRight = ruleBroken('load', step) === undefined && Number(step) > 0 && Number(step) < LOAD_STEP_LIMIT
  return isRight
    ? undefined
    : `Above 0 and below ${LOAD_STEP_LIMIT}, with at most 3 decimals. You typed ${step}.`
}
