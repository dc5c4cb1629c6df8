import { hiddenInName, hiddenInText, isSeen, isTaken, LONGEST_NAME, tidyName } from '../domain/names'
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

/** What the server would refuse, by its field: the same rules, so that nothing is refused later. */
export function errorsOf(said: ExerciseFields, others: readonly string[]): Errors {
  const errors: Errors = {}
  const name = tidyName(said.name)
  const hidden = hiddenInName(name)
  if (hidden) errors.name = `It must not have the invisible character ${hidden}.`
  else if (!isSeen(name)) errors.name = 'It needs a name.'
  else if ([...name].length > LONGEST_NAME)
    errors.name = `At most ${LONGEST_NAME} characters. It has ${[...name].length}.`
  else if (isTaken(name, others)) errors.name = `You have an exercise of this name already: ${name}.`
  const inAliases = said.aliases.map(hiddenInName).find((each) => each !== undefined)
  if (inAliases) errors.aliases = `They must not have the invisible character ${inAliases}.`
  const inNotes = hiddenInText(said.notes)
  if (inNotes) errors.notes = `They must not have the invisible character ${inNotes}.`
  if (said.aliases.length > 20) errors.aliases = `At most 20. There are ${said.aliases.length}.`
  if (said.load_step !== null && !(Number(said.load_step) > 0 && Number(said.load_step) < 1000))
    errors.load_step = `Above 0 and below 1000. You typed ${said.load_step}.`
  return errors
}
