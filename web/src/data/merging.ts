import { newId } from '../core/ids'
import type { Local } from '../core/local'
import type { Action } from '../core/rows'
import type { WorkoutTree } from './workouts'

/**
 * Makes one of workouts that ran at once: what was logged in the others is logged anew in the one that began first, after
 * its own sets of the same exercise, and the others are deleted, all in one write. Never done by itself. Throws NotSaved.
 */
export async function mergeWorkouts(local: Local, trees: readonly WorkoutTree[]): Promise<void> {
  const [first, ...others] = trees.toSorted(
    (one, other) => Date.parse(one.workout.fields.started_at) - Date.parse(other.workout.fields.started_at),
  )
  if (!first) return
  const actions: Action[] = []
  let place = Math.max(0, ...first.exercises.map(({ row }) => row.fields.display_order))
  const hosts = new Map<string, Host>()
  for (const { row, sets } of first.exercises)
    hosts.set(row.fields.exercise_id, { id: row.id, last: Math.max(0, ...sets.map(indexOf)) })

  for (const tree of others) {
    for (const { row, sets } of tree.exercises) {
      if (sets.length === 0) continue
      let host = hosts.get(row.fields.exercise_id)
      if (!host) {
        host = { id: newId(), last: 0 }
        hosts.set(row.fields.exercise_id, host)
        const fields = { ...row.fields, workout_id: first.workout.id, display_order: ++place }
        actions.push({ action: 'create', kind: 'workout_exercise', id: host.id, fields })
      }
      actions.push(...loggedAgain(sets, host))
    }
    actions.push({ action: 'delete', kind: 'workout', id: tree.workout.id })
  }
  await local.write(actions)
}

/** Where sets of an exercise go, and the index of the last one there. */
interface Host {
  id: string
  last: number
}
type Sets = WorkoutTree['exercises'][number]['sets']

const indexOf = ({ fields }: Sets[number]) => fields.set_index

function loggedAgain(sets: Sets, host: Host): Action[] {
  const ids = new Map(sets.map(({ id }) => [id, newId()]))
  return sets.map(({ id, fields }) => ({
    action: 'create',
    kind: 'set',
    id: ids.get(id) ?? newId(),
    fields: {
      ...fields,
      set_index: ++host.last,
      workout_exercise_id: host.id,
      continues_set_id: fields.continues_set_id && (ids.get(fields.continues_set_id) ?? null),
    },
  }))
}
