import { counted } from '../../domain/amounts'
import type { IntensityTechnique } from '../../api/schema'
import type { FieldsOf, Row } from '../../core/rows'
import type { PlanDay, PlannedExercise } from '../../data/plans'
import { fieldsOf } from '../workout/set-list'
import { showTime } from './rules'

type Planned = FieldsOf['plan_exercise']

export const TECHNIQUES: readonly { value: IntensityTechnique; label: string }[] = [
  { value: 'N/A', label: 'None' },
  { value: 'drop_set', label: 'Drop set' },
  { value: 'fail', label: 'To failure' },
  { value: 'myo_reps', label: 'Myo-reps' },
  { value: 'partial_length', label: 'Partial reps' },
  { value: 'pause', label: 'Pause reps' },
  { value: 'rest_pause', label: 'Rest-pause' },
  { value: 'superset', label: 'Superset' },
]

export function nameOf({ exercise }: PlannedExercise): string {
  return exercise?.fields.name ?? 'An exercise that is still being read'
}

/** "3 × 8–12, each side"; of an exercise without repetitions "3". */
export function setsOf(planned: Planned, exercise: PlannedExercise['exercise']): string {
  const reps = fieldsOf(exercise).includes('reps')
  const each = reps ? ` × ${range(planned.target_reps, planned.target_reps_max, String)}` : ''
  return `${planned.working_sets}${each}${planned.per_side ? ', each side' : ''}`
}

/** What the plan asks for, in a line: "3 × 6–8 · rest 2:00", "3 sets · rest 1:00". */
export function targetText({ row: { fields }, exercise }: PlannedExercise): string {
  const sets = fieldsOf(exercise).includes('reps')
    ? setsOf(fields, exercise)
    : counted(fields.working_sets, 'set')
  return `${sets} · rest ${restOf(fields)}`
}

/** "8, 9": of the early sets and of the last. */
export function effortOf({ rpe_early, rpe_last }: Planned): string {
  return `${rpe_early}, last ${rpe_last}`
}

export function restOf({ rest_time, rest_time_max }: Planned): string {
  return range(rest_time, rest_time_max, showTime)
}

export function techniqueOf({ intensity_technique }: Planned): string {
  return TECHNIQUES.find(({ value }) => value === intensity_technique)?.label ?? intensity_technique
}

/** "5 exercises, 14 sets". */
export function sizeOf(exercises: readonly PlannedExercise[]): string {
  if (exercises.length === 0) return 'no exercises yet'
  return `${counted(exercises.length, 'exercise')}, ${counted(workingSets(exercises), 'set')}`
}

export function workingSets(exercises: readonly PlannedExercise[]): number {
  return exercises.reduce((sum, { row }) => sum + row.fields.working_sets, 0)
}

export function weekName(week: number | null): string {
  return week === null ? 'Every week' : `Week ${week}`
}

function range(from: number, to: number | null, show: (value: number) => string): string {
  return to === null || to === from ? show(from) : `${show(from)}–${show(to)}`
}

/** A superset of a day: which letter it has, and where an exercise stands in it. */
export interface SupersetPlace {
  letter: string
  /** "A1". */
  place: string
  kind: 'steel' | 'heather'
  group: number
  /** Nobody else is in it. */
  alone: boolean
}

/** Neighbours of the same group are done in turns; the letters go by their order in the day. */
export function supersetsOf(exercises: readonly PlannedExercise[]): Map<string, SupersetPlace> {
  const runs: Row<'plan_exercise'>[][] = []
  let before: number | null = null
  for (const { row } of exercises) {
    const group = row.fields.superset_group
    if (group !== null && group === before) runs.at(-1)?.push(row)
    else if (group !== null) runs.push([row])
    before = group
  }
  return new Map(
    runs.flatMap((run, index) =>
      run.map((row, place): [string, SupersetPlace] => {
        const letter = String.fromCharCode(65 + (index % 26))
        const kind = index % 2 === 0 ? 'steel' : 'heather'
        const group = row.fields.superset_group ?? 0
        return [row.id, { letter, place: `${letter}${place + 1}`, kind, group, alone: run.length === 1 }]
      }),
    ),
  )
}

/** What an exercise of a day can be put into: nothing, a superset that there is, or a new one. Values are the numbers. */
export function supersetChoices(day: Pick<PlanDay, 'exercises'>): { value: string; label: string }[] {
  const places = [...supersetsOf(day.exercises).values()]
  const groups = new Map<number, string>()
  for (const { group, letter } of places) {
    const letters = groups.get(group)
    if (!letters) groups.set(group, letter)
    else if (!letters.split(', ').includes(letter)) groups.set(group, `${letters}, ${letter}`)
  }
  let free = 1
  while (groups.has(free)) free++
  return [
    { value: '', label: 'None' },
    ...[...groups].map(([group, letter]) => ({ value: String(group), label: letter })),
    { value: String(free), label: 'New' },
  ]
}
