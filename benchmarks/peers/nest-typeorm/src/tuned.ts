import { createHash } from 'node:crypto'
import { Injectable, NotFoundException } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { ExerciseSet, SessionExercise, Workout } from './entities'
import { search, shownExercise } from './search'
import { isInFuture, page, SetContent, SHOWN, shownSet } from './sets'
import { Person } from './sign-in'
import { inFoldedTransaction } from './transactions'

const WORKOUT = [
  ...['id', 'name', 'status', 'started_at', 'completed_at', 'performed_on', 'time_zone', 'plan_id', 'notes'],
  ...['body_weight', 'body_weight_unit', 'plan_day_id', 'restored_at'],
]
const LINE = WORKOUT.slice(0, 7)
const ENTRY = [
  ...[
    'id',
    'exercise_id',
    'display_order',
    'superset_group',
    'plan_exercise_id',
    'notes',
    'returning_note',
    'target',
  ],
]
const SET_COLUMNS = [...SHOWN.map((name) => `s.${name} AS ${name}`), 's.xmin AS version']

/** By hand: one message to begin, raw rows instead of entities, one statement to log a set. */
@Injectable()
export class Tuned {
  constructor(private source: DataSource) {}

  tree(person: Person, id: string) {
    return inFoldedTransaction(this.source, person, false, async (manager) => {
      const rows = await manager
        .createQueryBuilder(Workout, 'w')
        .leftJoin('w.exercises', 'x')
        .leftJoin('x.exercise', 'e')
        .leftJoin('x.sets', 's')
        .select([
          ...WORKOUT.map((name) => `w.${name} AS w_${name}`),
          'w.xmin AS w_version',
          ...ENTRY.map((name) => `x.${name} AS x_${name}`),
          'x.xmin AS x_version',
          'e.name AS e_name',
          ...SET_COLUMNS,
        ])
        .where('w.user_id = :user AND w.id = :id', { user: person.sub, id })
        .orderBy('x.display_order')
        .addOrderBy('x.id')
        .addOrderBy('s.set_index')
        .addOrderBy('s.id')
        .getRawMany()
      if (!rows.length) throw new NotFoundException()
      return workoutOf(rows)
    })
  }

  list(person: Person, limit: number) {
    return inFoldedTransaction(this.source, person, false, async (manager) => {
      const rows = await manager
        .createQueryBuilder(Workout, 'w')
        .select(LINE.map((name) => `w.${name} AS ${name}`))
        .addSelect(
          (entries) =>
            entries
              .select('count(*)')
              .from(SessionExercise, 'x')
              .where('x.user_id = w.user_id AND x.session_id = w.id'),
          'exercises',
        )
        .addSelect(
          (sets) =>
            sets
              .select('count(*)')
              .from(SessionExercise, 'x')
              .innerJoin('x.sets', 's')
              .where("x.user_id = w.user_id AND x.session_id = w.id AND s.set_type = 'working'"),
          'working_sets',
        )
        .where('w.user_id = :user', { user: person.sub })
        .orderBy('w.started_at', 'DESC')
        .addOrderBy('w.id', 'DESC')
        .limit(limit + 1)
        .getRawMany()
      for (const row of rows) {
        row.exercises = +row.exercises
        row.working_sets = +row.working_sets
        row.in_future = isInFuture(row.started_at)
      }
      return page(rows, limit, (item) => [item.started_at, item.id])
    })
  }

  history(person: Person, exerciseId: string, limit: number) {
    return inFoldedTransaction(this.source, person, false, async (manager) => {
      const rows = await manager
        .createQueryBuilder(ExerciseSet, 's')
        .innerJoin('s.session_exercise', 'x')
        .innerJoin('x.session', 'w')
        .select(['w.id AS w_id', 'w.name AS w_name', 'w.performed_on AS w_performed_on', ...SET_COLUMNS])
        .where('s.user_id = :user AND s.exercise_id = :exerciseId', { user: person.sub, exerciseId })
        .orderBy('s.performed_at', 'DESC')
        .addOrderBy('s.id', 'DESC')
        .limit(limit + 1)
        .getRawMany()
      const items = rows.map((row) => ({
        workout_id: row.w_id,
        workout_name: row.w_name,
        performed_on: row.w_performed_on,
        set: shownSet(row),
      }))
      return page(items, limit, (item) => [item.set.performed_at, item.set.id])
    })
  }

  search(person: Person, text: string, limit: number) {
    return inFoldedTransaction(this.source, person, false, async (manager) => {
      const rows = await search(manager, person, text, limit).getRawMany()
      const bare = (row: any) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name.replace(/^e_/, ''), value]))
      return { items: rows.map((row) => shownExercise(bare(row), row.last)) }
    })
  }

  log(person: Person, id: string, content: SetContent) {
    const creation_digest = createHash('sha256').update(JSON.stringify(content)).digest()
    return inFoldedTransaction(this.source, person, true, async (manager) => {
      const { workout_exercise_id, ...rest } = content
      const values: any = {
        ...rest,
        note: content.note ?? '',
        performed_at: new Date(content.performed_at),
        user_id: person.sub,
        id,
        session_exercise_id: workout_exercise_id,
        exercise_id: () =>
          '(SELECT exercise_id FROM session_exercises WHERE user_id = :user AND id = :entry)',
        creation_digest,
      }
      const inserted = await manager
        .createQueryBuilder()
        .insert()
        .into(ExerciseSet)
        .values(values)
        .setParameters({ user: person.sub, entry: workout_exercise_id })
        .orIgnore()
        .returning('*')
        .updateEntity(false)
        .execute()
      const row = inserted.raw[0] ?? (await this.stored(manager, person, id))
      if (!row) throw new NotFoundException()
      const set = { ...shownSet(row), workout_exercise_id: row.session_exercise_id }
      return { made: inserted.raw.length > 0, set }
    })
  }

  private stored(manager: DataSource['manager'], person: Person, id: string) {
    return manager
      .createQueryBuilder(ExerciseSet, 's')
      .select('s.*')
      .where('s.user_id = :user AND s.id = :id', { user: person.sub, id })
      .getRawOne()
  }
}

function workoutOf(rows: any[]) {
  const exercises: any[] = []
  let current: any
  for (const row of rows) {
    if (row.x_id && current?.id !== row.x_id) {
      current = {
        id: row.x_id,
        exercise_id: row.x_exercise_id,
        name: row.e_name,
        display_order: row.x_display_order,
        superset_group: row.x_superset_group,
        plan_exercise_id: row.x_plan_exercise_id,
        notes: row.x_notes,
        returning_note: row.x_returning_note,
        version: +row.x_version,
        target: row.x_target,
        previous: null,
        sets: [],
      }
      exercises.push(current)
    }
    if (row.id) current.sets.push(shownSet(row))
  }
  const [first] = rows
  return {
    id: first.w_id,
    name: first.w_name,
    status: first.w_status,
    started_at: first.w_started_at,
    completed_at: first.w_completed_at,
    performed_on: first.w_performed_on,
    time_zone: first.w_time_zone,
    plan_id: first.w_plan_id,
    notes: first.w_notes,
    body_weight: first.w_body_weight,
    body_weight_unit: first.w_body_weight_unit,
    plan_day_id: first.w_plan_day_id,
    restored_at: first.w_restored_at,
    version: +first.w_version,
    exercises,
  }
}
