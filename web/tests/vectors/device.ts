import 'fake-indexeddb/auto'
import { complete } from '../../src/core/defaults'
import { newId } from '../../src/core/ids'
import { Local } from '../../src/core/local'
import type { Fields, Kind } from '../../src/core/rows'

/** A row under its short name, and what was said of it. */
export interface Named {
  id: string
  fields: Fields
}

/** By the first letter of a name, as tests/vectors/rows.py gives them. */
const KINDS: Record<string, Kind> = {
  x: 'exercise',
  p: 'plan',
  d: 'plan_day',
  e: 'plan_exercise',
  w: 'workout',
  b: 'workout_exercise',
  s: 'set',
  m: 'measurement',
}

export function kindOf(name: string): Kind {
  return KINDS[name.charAt(0)] ?? 'profile'
}

/** A device that knows these rows, and the person's profile. A set knows its exercise by the one that it is in. */
export async function deviceWith(rows: readonly Named[], profile: Fields = {}): Promise<Local> {
  const exercises = new Map(rows.map(({ id, fields }) => [id, fields.exercise_id]))
  const serverRows = rows.map(({ id, fields }, place) => {
    const kind = kindOf(id)
    const of = kind === 'set' ? { exercise_id: exercises.get(String(fields.workout_exercise_id)) } : {}
    return { kind, id, revision: place + 1, fields: complete(kind, { ...fields, ...of }) }
  })
  const own = { unit: 'kg', e1rm_formula: 'epley', first_weekday: 1, time_zone: 'UTC', ...profile }
  const local = await Local.open(newId())
  await local.change(({ store }) =>
    store.take([...serverRows, { kind: 'profile', id: 'profile', revision: rows.length + 1, fields: own }]),
  )
  return local
}
