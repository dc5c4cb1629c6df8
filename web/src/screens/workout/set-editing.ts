import { offer } from '../../state/toasts.svelte'
import type { SetDraft, SetFields, ListedSet, Remarks } from './set-list'
import type { Logging } from './logging.svelte'
import { draftsOf, type ExerciseInWorkout } from './exercise-in-workout'
import { setName } from './words'

/** Deletes a set, done or not; it can be brought back for a moment. */
export async function removeSet(
  logging: Logging,
  workoutExercise: ExerciseInWorkout,
  set: ListedSet,
): Promise<void> {
  const before = draftsOf(workoutExercise)
  logging.drafts.change(workoutExercise.id, before, (drafts) =>
    drafts.filter((each) => each.index !== set.index && each.continues !== set.index),
  )
  logging.select(workoutExercise.id)
  const rows = set.logged ? await logging.unsavedSets.unlog(workoutExercise.sets, set.logged) : []
  const undo = () => {
    logging.drafts.change(workoutExercise.id, before, () => before)
    if (rows.length > 0) void logging.unsavedSets.relog(rows)
  }
  offer(`${setName(set)} deleted.`, { action: { label: 'Undo', do: undo } })
}

/** Adds a set at the end; a piece comes after its set. */
export async function addSet(
  logging: Logging,
  workoutExercise: ExerciseInWorkout,
  piece?: { of: ListedSet; technique: 'drop_set' | 'rest_pause' | 'myo_reps' },
): Promise<void> {
  const drafts = draftsOf(workoutExercise)
  const others = piece
    ? workoutExercise.listedSets.filter((each) => each.continues === piece.of.index)
    : workoutExercise.listedSets
  const end = Math.max(piece?.of.index ?? 0, ...others.map(({ index }) => index))
  const index = end + 1
  if (piece) await moveUp(logging, workoutExercise, index)
  logging.drafts.change(workoutExercise.id, drafts, (all) => [
    ...all.map((each) => ({
      ...each,
      index: each.index >= index ? each.index + 1 : each.index,
      continues: each.continues !== null && each.continues >= index ? each.continues + 1 : each.continues,
    })),
    {
      index,
      type: piece?.of.type ?? drafts.at(-1)?.type ?? 'working',
      technique: piece?.technique ?? null,
      continues: piece?.of.index ?? null,
      values: {},
    },
  ])
  logging.select(workoutExercise.id, String(index))
}

/** Says what kind of set it is, and what is to be remembered of it. */
export async function refineSet(
  logging: Logging,
  workoutExercise: ExerciseInWorkout,
  set: ListedSet,
  { type, technique, ...remarks }: Pick<SetDraft, 'type' | 'technique'> & Required<Remarks>,
): Promise<void> {
  if (set.logged) {
    const { fields } = set.logged
    const refined = { set_type: type, technique, ...remarks }
    const changed = Object.entries(refined).filter(
      ([name, value]) => fields[name as keyof SetFields] !== value,
    )
    // Its line goes along: else the set that was to do here would be to do once more.
    const before = draftsOf(workoutExercise)
    if (type !== set.type)
      logging.drafts.change(workoutExercise.id, before, () =>
        before.map((each) => (each.index === set.index && each.type === set.type ? { ...each, type } : each)),
      )
    await logging.unsavedSets.change(set.logged, Object.fromEntries(changed))
    return
  }
  logging.drafts.change(workoutExercise.id, draftsOf(workoutExercise), (drafts) =>
    drafts.map((each) =>
      each.index === set.index && each.type === set.type
        ? { ...each, type, technique, values: { ...each.values, ...remarks } }
        : each,
    ),
  )
}

/** Makes room among the sets that are done. */
async function moveUp(logging: Logging, workoutExercise: ExerciseInWorkout, from: number): Promise<void> {
  for (const { logged, index } of workoutExercise.listedSets.filter(
    (each) => each.logged && each.index >= from,
  )) {
    if (logged) await logging.unsavedSets.change(logged, { set_index: index + 1 })
  }
}
