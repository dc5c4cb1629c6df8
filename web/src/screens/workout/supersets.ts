import type { Row } from '../../core/rows'

type WorkoutExerciseRow = Row<'workout_exercise'>

/** What is done in turns: one exercise, or a superset. */
export interface Round {
  /** "A", "B" for supersets, in the order of the workout. */
  letter: string | null
  members: WorkoutExerciseRow[]
}

/** Neighbours of the same group belong together; a group of one is a plain exercise. */
export function roundsOf(workoutExercises: readonly WorkoutExerciseRow[]): Round[] {
  const rounds: Round[] = []
  for (const workoutExerciseId of workoutExercises) {
    const last = rounds.at(-1)
    const group = workoutExerciseId.fields.superset_group
    if (last && group !== null && last.members[0]?.fields.superset_group === group)
      last.members.push(workoutExerciseId)
    else rounds.push({ letter: null, members: [workoutExerciseId] })
  }
  let letters = 0
  for (const round of rounds) {
    if (round.members.length > 1) round.letter = String.fromCharCode(65 + (letters++ % 26))
  }
  return rounds
}

/** "A1" of each exercise of a superset, by its id. */
export function lettersOf(rounds: readonly Round[]): Map<string, string> {
  return new Map(
    rounds.flatMap(({ letter, members }) =>
      letter === null ? [] : members.map((each, place) => [each.id, `${letter}${place + 1}`] as const),
    ),
  )
}

export interface Step {
  /** Which exercise is next; null when nothing is left. */
  workoutExerciseId: string | null
  /** Whether to rest before it. */
  rest: boolean
}

/**
 * What comes after a set of an exercise: in a superset the next member that has something left, without rest; after its
 * last member a rest, then the first again. `isOpen` says whether something is left. Where nothing is, there is a rest
 * unless a plan said how many sets there are: without one, another is added.
 */
export function stepAfter(
  rounds: readonly Round[],
  done: string,
  isOpen: (workoutExerciseId: string) => boolean,
): Step {
  const at = rounds.findIndex(({ members }) => members.some((each) => each.id === done))
  const round = rounds[at]
  if (!round) return { workoutExerciseId: null, rest: false }
  const place = round.members.findIndex((each) => each.id === done)
  const onward = round.members.slice(place + 1).find((each) => isOpen(each.id))
  if (onward) return { workoutExerciseId: onward.id, rest: false }
  const again = round.members.find((each) => isOpen(each.id))
  if (again) return { workoutExerciseId: again.id, rest: true }
  const later = [...rounds.slice(at + 1), ...rounds.slice(0, at)].flatMap(({ members }) => members)
  const next = later.find((each) => isOpen(each.id))
  return {
    workoutExerciseId: next?.id ?? null,
    rest: next !== undefined || round.members[place]?.fields.target === null,
  }
}
