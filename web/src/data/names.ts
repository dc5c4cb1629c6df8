import type { Waiting } from '../core/database'
import type { Reader } from '../core/reader'
import type { Fields, Kind } from '../core/rows'

const WORDS: { readonly [K in Kind]: string } = {
  profile: 'Settings',
  exercise: 'Exercise',
  plan: 'Plan',
  plan_day: 'Day of a plan',
  plan_exercise: 'Exercise of a plan',
  workout: 'Workout',
  workout_exercise: 'Exercise of a workout',
  set: 'Set',
  measurement: 'Measurement',
}

/** What a row is for a person: "Set of Back squat, 102.5 kg × 5". */
export async function nameOf(reader: Reader, kind: Kind, said: Fields): Promise<string> {
  const exercise = await exerciseOf(reader, said)
  const name = said.name ?? said.plan_name ?? said.day_name ?? said.part
  const numbers = kind === 'set' ? numbersOf(said) : ''
  const what = typeof name === 'string' && name ? `${WORDS[kind]} “${name}”` : WORDS[kind]
  return [exercise ? `${what}: ${exercise}` : what, numbers].filter(Boolean).join(', ')
}

/** What an operation does, on what: with the fields of the row as it is held. */
export async function describe(reader: Reader, operation: Waiting): Promise<string> {
  const row = await reader.get(operation.kind, operation.key)
  const said = { ...(row?.fields as Fields | undefined), ...operation.fields }
  const name = await nameOf(reader, operation.kind, said)
  return operation.action === 'delete' ? `Delete: ${name}` : name
}

async function exerciseOf(reader: Reader, said: Fields): Promise<string> {
  const id = said.exercise_id
  return typeof id === 'string' ? ((await reader.get('exercise', id))?.fields.name ?? '') : ''
}

function numbersOf({ load, load_unit, reps, duration_seconds }: Fields): string {
  const parts = [
    typeof load === 'string' ? `${load} ${String(load_unit ?? '')}`.trim() : '',
    typeof reps === 'number' ? String(reps) : '',
  ].filter(Boolean)
  return parts.join(' × ') || (typeof duration_seconds === 'string' ? `${duration_seconds} s` : '')
}
