import { createHash } from 'node:crypto'
import { Injectable, NotFoundException } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { ExerciseSet, SessionExercise, Workout } from './entities'
import { search, shownExercise } from './search'
import { isInFuture, page, SetContent, shownSet } from './sets'
import { Person } from './sign-in'
import { inOwnTransaction } from './transactions'

/** As the manuals of NestJS and TypeORM have it: find with relations, save. */
@Injectable()
export class Idiomatic {
  constructor(private source: DataSource) {}

  tree(person: Person, id: string) {
    return inOwnTransaction(this.source, person, false, async (manager) => {
      const workout = await manager.findOne(Workout, {
        where: { user_id: person.sub, id },
        relations: { exercises: { exercise: true, sets: true } },
        order: { exercises: { display_order: 'ASC', sets: { set_index: 'ASC' } } },
      })
      if (!workout) throw new NotFoundException()
      const { user_id, exercises, version, ...rest } = workout
      const shown = exercises.map((entry) => ({
        id: entry.id,
        exercise_id: entry.exercise_id,
        name: entry.exercise.name,
        display_order: entry.display_order,
        superset_group: entry.superset_group,
        plan_exercise_id: entry.plan_exercise_id,
        notes: entry.notes,
        returning_note: entry.returning_note,
        version: +entry.version,
        target: entry.target,
        previous: null,
        sets: entry.sets.map(shownSet),
      }))
      return { ...rest, version: +version, exercises: shown }
    })
  }

  list(person: Person, limit: number) {
    return inOwnTransaction(this.source, person, false, async (manager) => {
      const workouts = await manager.find(Workout, {
        where: { user_id: person.sub },
        relations: { exercises: { sets: true } },
        order: { started_at: 'DESC', id: 'DESC' },
        take: limit + 1,
      })
      const items = workouts.map((workout) => ({
        id: workout.id,
        name: workout.name,
        status: workout.status,
        started_at: workout.started_at,
        completed_at: workout.completed_at,
        performed_on: workout.performed_on,
        time_zone: workout.time_zone,
        exercises: workout.exercises.length,
        working_sets: workout.exercises
          .flatMap((entry) => entry.sets)
          .filter((set) => set.set_type === 'working').length,
        in_future: isInFuture(workout.started_at),
      }))
      return page(items, limit, (item) => [item.started_at, item.id])
    })
  }

  history(person: Person, exerciseId: string, limit: number) {
    return inOwnTransaction(this.source, person, false, async (manager) => {
      const sets = await manager.find(ExerciseSet, {
        where: { user_id: person.sub, exercise_id: exerciseId },
        relations: { session_exercise: { session: true } },
        order: { performed_at: 'DESC', id: 'DESC' },
        take: limit + 1,
      })
      const items = sets.map((set) => ({
        workout_id: set.session_exercise.session.id,
        workout_name: set.session_exercise.session.name,
        performed_on: set.session_exercise.session.performed_on,
        set: shownSet(set),
      }))
      return page(items, limit, (item) => [item.set.performed_at, item.set.id])
    })
  }

  search(person: Person, text: string, limit: number) {
    return inOwnTransaction(this.source, person, false, async (manager) => {
      const { entities, raw } = await search(manager, person, text, limit).getRawAndEntities()
      return { items: entities.map((exercise, place) => shownExercise(exercise, raw[place].last)) }
    })
  }

  log(person: Person, id: string, content: SetContent) {
    const creation_digest = createHash('sha256').update(JSON.stringify(content)).digest()
    return inOwnTransaction(this.source, person, true, async (manager) => {
      const { workout_exercise_id, ...rest } = content
      const entry = await manager.findOne(SessionExercise, {
        where: { user_id: person.sub, id: workout_exercise_id },
      })
      if (!entry) throw new NotFoundException()
      const set = manager.create(ExerciseSet, {
        ...rest,
        note: content.note ?? '',
        performed_at: new Date(content.performed_at),
        user_id: person.sub,
        id,
        session_exercise_id: workout_exercise_id,
        exercise_id: entry.exercise_id,
        creation_digest,
      })
      return { made: true, set: { ...shownSet(await manager.save(set)), workout_exercise_id } }
    })
  }
}
