import type { ExerciseInWorkout } from './exercise-in-workout'

/** How a workout differs from its plan, in words; nothing for one without a plan. */
export function differencesOf(workoutExercises: readonly ExerciseInWorkout[]): string[] {
  const planned = workoutExercises.filter(({ row }) => row.fields.target !== null)
  if (planned.length === 0) return []
  return workoutExercises.flatMap(({ row, name, listedSets }) => {
    const { target, exercise_id } = row.fields
    const done = listedSets.filter(
      (each) => each.logged && each.type === 'working' && each.piece === 0,
    ).length
    if (!target) return done > 0 ? [`${name}: added`] : []
    const words = []
    if (target.planned_exercise_id !== exercise_id) words.push('in place of what is planned')
    if (done === 0) words.push('not done')
    else if (done !== target.working_sets) words.push(`${done} of ${target.working_sets} sets`)
    return words.length > 0 ? [`${name}: ${words.join(', ')}`] : []
  })
}
