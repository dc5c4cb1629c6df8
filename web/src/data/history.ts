import { newId } from '../core/ids'
import type { Local } from '../core/local'
import type { Reader } from '../core/reader'
import type { Row } from '../core/rows'
import { aheadFrom, isFarAhead } from '../domain/clocks'
import { setsCounted } from '../domain/counted'
import { readWorkout, type WorkoutTree } from './workouts'

export interface Past {
  tree: WorkoutTree
  /** Working sets; one side alone is half of one. */
  sets: number
  /** Null where the end is not known. */
  seconds: number | null
}

const DAY = 86_400_000

/** The workouts of a month ("2026-03"), newest first. They are of the day on which they began, where they were done. */
export async function readMonth(reader: Reader, month: string): Promise<Past[]> {
  const start = Date.parse(`${month}-01T00:00:00Z`)
  const workouts = await reader.byTime('workout', { from: start - 2 * DAY, before: start + 33 * DAY })
  const ids = workouts.filter(({ fields }) => fields.performed_on.startsWith(month)).map(({ id }) => id)
  const trees = await Promise.all(ids.map((id) => readWorkout(reader, id)))
  return trees.filter((each) => each !== undefined).map(pastOf)
}

export function pastOf(tree: WorkoutTree): Past {
  const working = tree.exercises
    .flatMap(({ sets }) => sets)
    .filter(({ fields }) => fields.set_type === 'working')
  const { started_at, completed_at } = tree.workout.fields
  return {
    tree,
    sets: working.reduce((sum, { fields }) => sum + setsCounted(fields), 0),
    seconds: completed_at === null ? null : (Date.parse(completed_at) - Date.parse(started_at)) / 1000,
  }
}

/** The months of the first workout and of the last that is not ahead of now; undefined where there is none. */
export async function readSpan(
  reader: Reader,
  now = Date.now(),
): Promise<{ first: string; last: string } | undefined> {
  const [newest] = await reader.byTime('workout', { before: aheadFrom(now), limit: 1 })
  const oldest = await reader.oldestWorkout()
  if (!newest || !oldest) return undefined
  return { first: oldest.fields.performed_on.slice(0, 7), last: newest.fields.performed_on.slice(0, 7) }
}

/** Workouts that only a wrong clock can have dated, a day and more after now, newest first. */
export async function readFarAhead(reader: Reader, now = Date.now()): Promise<Row<'workout'>[]> {
  const ahead = await reader.byTime('workout', { from: now })
  return ahead.filter(({ fields }) => isFarAhead(Date.parse(fields.started_at), now))
}

/** A workout of some time ago, done already; its id. Throws NotSaved. */
export async function logPast(
  local: Local,
  { name, start, end, time_zone }: { name: string; start: Date; end: Date; time_zone: string },
): Promise<string> {
  const id = newId()
  const fields = {
    name,
    started_at: start.toISOString(),
    completed_at: end.toISOString(),
    status: 'completed' as const,
    time_zone,
  }
  await local.write([{ action: 'create', kind: 'workout', id, fields }])
  return id
}
