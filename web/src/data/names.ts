import type { Operation } from '../core/database'
import type { Reader } from '../core/reader'
import type { Fields, Kind } from '../core/rows'

/** Where a kind is called otherwise than by its name. */
const WORDS: { readonly [K in Kind]?: string } = {
  profile: 'Settings',
  plan_day: 'Day of a plan',
  plan_exercise: 'Exercise of a plan',
  workout_exercise: 'Exercise of a workout',
}

function wordOf(kind: Kind): string {
  const word = kind.replaceAll('_', ' ')
  return WORDS[kind] ?? word.charAt(0).toUpperCase() + word.slice(1)
}

/** What a row is for a person: "Set of Back squat, 102.5 kg × 5". */
export async function nameOf(reader: Reader, kind: Kind, fields: Fields): Promise<string> {
  const exercise = await exerciseOf(reader, fields)
  const name = fields.name ?? fields.plan_name ?? fields.day_name ?? fields.part
  const numbers = kind === 'set' ? numbersOf(fields) : ''
  const word = wordOf(kind)
  const what = typeof name === 'string' && name ? `${word} “${name}”` : word
  return [exercise ? `${what}: ${exercise}` : what, numbers].filter(Boolean).join(', ')
}

/** What an operation does, on what: with the fields of the row as it is held. */
export async function describe(reader: Reader, operation: Operation): Promise<string> {
  const row = await reader.get(operation.kind, operation.key)
  const fields = { ...(row?.fields as Fields | undefined), ...operation.fields }
  const name = await nameOf(reader, operation.kind, fields)
  return operation.action === 'delete' ? `Delete: ${name}` : name
}

async function exerciseOf(reader: Reader, fields: Fields): Promise<string> {
  const id = fields.exercise_id
  return typeof id === 'string' ? ((await reader.get('exercise', id))?.fields.name ?? '') : ''
}

function numbersOf({ load, load_unit, reps, duration_seconds }: Fields): string {
  const parts = [
    typeof load === 'string' ? `${load} ${String(load_unit ?? '')}`.trim() : '',
    typeof reps === 'number' ? String(reps) : '',
  ].filter(Boolean)
  return parts.join(' × ') || (typeof duration_seconds === 'string' ? `${duration_seconds} s` : '')
}
