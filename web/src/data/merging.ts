import { newId } from '../core/ids'
import type { Local } from '../core/local'
import type { Action } from '../core/rows'
import type { WorkoutTree } from './workouts'

/**
 * Makes one of workouts that ran at once: their exercises and sets are logged anew in the one that began first, and the
 * others are deleted, all in one write. Never done by itself. Throws NotSaved.
 */
export async function mergeWorkouts(local: Local, trees: readonly WorkoutTree[]): Promise<void> {
  const [first, ...others] = trees.toSorted(
    (one, other) => Date.parse(one.workout.fields.started_at) - Date.parse(other.workout.fields.started_at),
  )
  if (!first) return
  let place = Math.max(0, ...first.exercises.map(({ row }) => row.fields.display_order))
  const actions: Action[] = others.flatMap((tree): Action[] => [
    ...tree.exercises
      .filter(({ sets }) => sets.length > 0)
      .flatMap((each) => moved(each, first.workout.id, ++place)),
    { action: 'delete', kind: 'workout', id: tree.workout.id },
  ])
  await local.write(actions)
}

function moved(
  { row, sets }: WorkoutTree['exercises'][number],
  workout_id: string,
  display_order: number,
): Action[] {
  const place = newId()
  const ids = new Map(sets.map(({ id }) => [id, newId()]))
  return [
    {
      action: 'create',
      kind: 'workout_exercise',
      id: place,
      fields: { ...row.fields, workout_id, display_order },
    },
    ...sets.map(({ id, fields }): Action => ({
      action: 'create',
      kind: 'set',
      id: ids.get(id) ?? newId(),
      fields: {
        ...fields,
        workout_exercise_id: place,
        continues_set_id: fields.continues_set_id && (ids.get(fields.continues_set_id) ?? null),
      },
    })),
  ]
}
