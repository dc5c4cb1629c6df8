import { newId } from '../core/ids'
import type { Local } from '../core/local'
import type { FieldsOf, Row } from '../core/rows'
import type { WorkoutExercise } from './workouts'

/** What is said of a set when it is logged. */
export type SetValues = Partial<
  Omit<FieldsOf['set'], 'workout_exercise_id' | 'exercise_id' | 'performed_at' | 'set_index'>
>

/** The place after the last set. */
export function nextIndex(sets: readonly Row<'set'>[]): number {
  return Math.max(0, ...sets.map((each) => each.fields.set_index)) + 1
}

/** Durable when it resolves; answers the set's id. Throws NotSaved, as all that follows does. */
export async function logSet(
  local: Local,
  of: Row<'workout_exercise'>,
  values: SetValues & { set_index: number },
  { id = newId(), at = new Date() } = {},
): Promise<string> {
  const fields = {
    ...values,
    workout_exercise_id: of.id,
    exercise_id: of.fields.exercise_id,
    performed_at: at.toISOString(),
  }
  await local.write([{ action: 'create', kind: 'set', id, fields }])
  return id
}

/** Only the fields that changed: the last to arrive wins, field by field. */
export async function updateSet(local: Local, id: string, fields: Partial<FieldsOf['set']>): Promise<void> {
  await local.write([{ action: 'patch', kind: 'set', id, fields }])
}

/** Takes a set back; the pieces that continue it go with it. */
export async function unlogSet(
  local: Local,
  set: Row<'set'>,
  siblings: readonly Row<'set'>[] = [],
): Promise<void> {
  const pieces = siblings.filter((each) => each.fields.continues_set_id === set.id)
  await local.write([...pieces, set].map(({ id }) => ({ action: 'delete', kind: 'set', id })))
}

/** Brings back sets that were taken back, as new ones: what was deleted stays deleted. */
export async function relogSets(local: Local, sets: readonly Row<'set'>[]): Promise<string[]> {
  const ids = new Map(sets.map((each) => [each.id, newId()]))
  await local.write(
    sets.map(({ id, fields }) => ({
      action: 'create',
      kind: 'set',
      id: ids.get(id) ?? newId(),
      fields: {
        ...fields,
        continues_set_id:
          fields.continues_set_id === null
            ? null
            : (ids.get(fields.continues_set_id) ?? fields.continues_set_id),
      },
    })),
  )
  return [...ids.values()]
}

/** Nobody rests so long: a workout in which nothing was done for this time was forgotten. In milliseconds. */
export const FORGOTTEN = 2 * 3_600_000

/** The last instant at which a set of the workout was done, in milliseconds; null before the first. */
export function lastSetAt(exercises: readonly WorkoutExercise[]): number | null {
  const instants = exercises.flatMap(({ sets }) => sets.map((each) => Date.parse(each.fields.performed_at)))
  return instants.length > 0 ? Math.max(...instants) : null
}
