import type { Reader } from '../core/reader'
import type { Row } from '../core/rows'
import { nextDay } from '../domain/next'
import { readPlans, type PlanDay, type PlanTree } from './plans'
import { readWorkout, runningWorkouts, type WorkoutTree } from './workouts'

export interface Choice {
  plan: Row<'plan'>
  day: PlanDay
}
/** What today is about. */
export interface Today {
  /** Those that run, the newest first; more than one where two devices began without hearing of each other. */
  running: WorkoutTree[]
  /** The day that comes next in the plan trained last, and every other day of the plans in use. */
  next: Choice | undefined
  others: Choice[]
  /** Whether anything was ever done. */
  hasHistory: boolean
}

export async function readToday(reader: Reader): Promise<Today> {
  const running = await Promise.all((await runningWorkouts(reader)).map(({ id }) => readWorkout(reader, id)))
  const plans = (await readPlans(reader)).filter(({ tree }) => tree.plan.fields.archived_at === null)
  const trained = ({ tree: { days }, lastDone }: (typeof plans)[number]) =>
    Math.max(-1, ...days.map(({ row }) => lastDone.get(row.id)?.at ?? -1))
  const sorted = plans.toSorted((one, other) => trained(other) - trained(one))
  const choices = sorted.flatMap(({ tree }) => choicesOf(tree))
  const first = sorted.find(({ tree }) => choicesOf(tree).length > 0)
  const days = first?.tree.days.map(({ row, exercises }) => ({
    id: row.id,
    last: first.lastDone.get(row.id)?.at,
    empty: exercises.length === 0,
  }))
  const id = nextDay(days ?? [])
  return {
    running: running.filter((each) => each !== undefined),
    next: choices.find(({ day }) => day.row.id === id),
    others: choices.filter(({ day }) => day.row.id !== id),
    hasHistory: (await reader.byTime('workout', { limit: 1 })).length > 0,
  }
}

function choicesOf({ plan, days }: PlanTree): Choice[] {
  return days.filter(({ exercises }) => exercises.length > 0).map((day) => ({ plan, day }))
}

/** Asked once there is something to lose; the browser answers by itself, and the answer stands under Sync. */
export async function requestPersistence(): Promise<void> {
  if (!navigator.storage?.persist || (await navigator.storage.persisted())) return
  await navigator.storage.persist()
}
