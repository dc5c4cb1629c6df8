import { EntityManager } from 'typeorm'
import { Exercise, ExerciseSet } from './entities'
import { Person } from './sign-in'

/** Less than the tracker's: no abbreviations, no aliases, no merged exercises, no filters. */
export const search = (manager: EntityManager, person: Person, text: string, limit: number) =>
  manager
    .createQueryBuilder(Exercise, 'e')
    .select('e')
    .addSelect(
      (sets) =>
        sets
          .select('max(s.performed_at)')
          .from(ExerciseSet, 's')
          .where('s.user_id = :user AND s.exercise_id = e.id'),
      'last',
    )
    .addSelect('word_similarity(:text, e.name)', 'near')
    .where('(e.owner_id IS NULL OR e.owner_id = :user) AND e.archived_at IS NULL')
    .andWhere('word_similarity(:text, e.name) >= 0.35', { user: person.sub, text })
    .orderBy('near', 'DESC')
    .addOrderBy('e.name')
    .limit(limit)

export const shownExercise = (exercise: any, last: Date | null) => ({
  id: exercise.id,
  name: exercise.name,
  is_own: exercise.owner_id !== null,
  last_performed_at: last,
  equipment: exercise.equipment,
  measurement: exercise.measurement,
  load_mode: exercise.load_mode,
  laterality: exercise.laterality,
  primary_muscles: exercise.primary_muscles,
  is_archived: false,
})
