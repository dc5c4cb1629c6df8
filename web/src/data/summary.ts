import type { Reader } from '../core/reader'
import type { Counted } from '../domain/counted'
import type { Unit } from '../domain/formulas'
import { readBackground, readProgress } from './progress'
import { readWorkout } from './workouts'

export interface Broken {
  exercise: string
  what: 'heaviest' | 'estimate' | 'longest' | 'farthest'
  set: Counted
}
/** What a workout came to. */
export interface Summary {
  unit: Unit
  /** Load × repetitions of working sets, in `unit`. */
  volume: number
  /** Working sets; one side alone is half of one. */
  sets: number
  /** Records that it holds, of exercises that were done before: none against what was done later. */
  records: Broken[]
}

export async function readSummary(reader: Reader, workoutId: string): Promise<Summary> {
  const tree = await readWorkout(reader, workoutId)
  const profile = await reader.profile()
  const summary: Summary = { unit: profile?.fields.unit ?? 'kg', volume: 0, sets: 0, records: [] }
  const done = tree?.exercises.filter(({ sets }) => sets.length > 0) ?? []
  const exercises = new Set(done.map(({ row }) => row.fields.exercise_id))
  const background = await readBackground(reader)
  const each = await Promise.all([...exercises].map((id) => readProgress(reader, id, background)))
  for (const progress of each) {
    if (!progress) continue
    const total = progress.workouts.find(({ workout }) => workout.id === workoutId)
    summary.volume += total?.volume ?? 0
    summary.sets += total?.sets ?? 0
    if (progress.workouts.length < 2) continue
    const { heaviest, bestEstimate, longest, farthest } = progress.records
    const candidates = [
      ['heaviest', heaviest],
      ['estimate', bestEstimate],
      ['longest', longest],
      ['farthest', farthest],
    ] as const
    for (const [what, set] of candidates) {
      if (set?.workout.id === workoutId)
        summary.records.push({ exercise: progress.exercise.fields.name, what, set })
    }
  }
  return summary
}
