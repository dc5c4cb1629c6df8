import { amount, counted } from '../domain/amounts'
import type { ImportReport, ImportRun } from './imports'

/** What a name of the file means, as the server tells it in a preview. */
export interface ExerciseNameInFile {
  name: string
  sets: number
  how: string
  exercise_id: string | null
  exercise_name: string
  candidates: { exercise_id: string; name: string; why: string }[]
}

/** Names that need a look, then those that were found. */
export function namesOf(report: ImportReport): { open: ExerciseNameInFile[]; decided: ExerciseNameInFile[] } {
  const names = report.exercises as ExerciseNameInFile[]
  const isOpen = (each: ExerciseNameInFile) =>
    each.how === 'made' || each.how === 'ambiguous' || each.candidates.length > 0
  return { open: names.filter(isOpen), decided: names.filter((each) => !isOpen(each)) }
}

const HOW: Record<string, string> = {
  own_name: 'your own',
  shared_name: 'by its name',
  alias: 'by another name',
  merged: 'as you merged it',
  decided: 'as you decided',
}

export function matchText(how: string): string {
  return HOW[how] ?? how
}

/** Where each row of the file goes: the parts and their sum, which is the file. */
export function balance(report: ImportReport): { label: string; rows: number }[] {
  return [
    { label: 'Sets', rows: report.set_rows },
    { label: 'Rests', rows: report.rest_rows },
    { label: 'Notes', rows: report.note_rows },
    { label: 'Set aside', rows: report.set_aside_rows },
  ]
}

/** Where each workout of the file goes. */
export function workoutsOf(report: ImportReport): { label: string; count: number }[] {
  return [
    { label: 'New', count: report.workouts_added },
    { label: 'Here already', count: report.workouts_known },
    { label: 'Brought back', count: report.workouts_restored },
    { label: 'Otherwise in the file', count: report.workouts_changed },
    { label: 'Deleted here, left out', count: report.workouts_deleted },
    { label: 'Here from elsewhere, left out', count: report.workouts_overlapping },
  ].filter(({ label, count }) => count > 0 || label === 'New')
}

const UNIT: Record<string, string> = { kg: 'kilograms', lb: 'pounds' }
const WHAT: Record<string, string> = { unit: 'unit', time_zone: 'clock' }

/** What was answered otherwise the last time, a sentence each. */
export function answersBefore(report: ImportReport): string[] {
  const word = (answer: string | null) => (answer === null ? 'left open' : (UNIT[answer] ?? answer))
  return report.answers_before.map(({ field, name, before, now, workouts }) => {
    const what = name === null ? `the ${WHAT[field] ?? field}` : `the unit of ${name}`
    return `Last time ${what} was ${word(before)}, now it is ${word(now)} (${counted(workouts, 'workout')}).`
  })
}

/** What taking the version of the file does, in a sentence. */
export function takenWords({ workouts, ...sets }: NonNullable<ImportReport['taken']>): string {
  const parts = [
    sets.sets_changed && `${counted(sets.sets_changed, 'set')} changed`,
    sets.sets_added && `${counted(sets.sets_added, 'set')} added`,
    sets.sets_removed && `${counted(sets.sets_removed, 'set')} removed`,
    sets.sets_kept && `${counted(sets.sets_kept, 'set')} kept as you changed them`,
  ].filter(Boolean)
  return `${counted(workouts, 'workout')} put right${parts.length > 0 ? `: ${parts.join(', ')}` : ''}.`
}

/** What the key says that brings it in. */
export function confirmWords({ sets_added, taken }: ImportReport): string {
  if (!taken?.workouts) return `Bring in ${counted(sets_added, 'set')}`
  const right = counted(taken.workouts, 'workout')
  return sets_added > 0 ? `Bring in ${counted(sets_added, 'set')}, put ${right} right` : `Put ${right} right`
}

/** What a run did, in a line: "40 workouts, 240 sets", "1 workout put right". */
export function broughtWords(run: ImportRun): string {
  const { workouts_added, sets_added, workouts_changed } = run
  const right =
    run.options.take_file === true &&
    workouts_changed > 0 &&
    `${counted(workouts_changed, 'workout')} put right`
  const brought = `${counted(workouts_added, 'workout')}, ${counted(sets_added, 'set')}`
  if (!right) return brought
  return workouts_added + sets_added > 0 ? `${brought}, ${right}` : right
}

/** What a run did, in figures. Workouts that read otherwise than what is here stand there only where there were any. */
export function broughtFigures(run: ImportRun): { label: string; value: string }[] {
  const changed = run.options.take_file === true ? 'Put right' : 'Otherwise'
  return [
    { label: 'Workouts', count: run.workouts_added },
    { label: 'Sets', count: run.sets_added },
    { label: 'Known', count: run.workouts_known },
    ...(run.workouts_changed > 0 ? [{ label: changed, count: run.workouts_changed }] : []),
    { label: 'Set aside', count: run.set_aside_rows },
  ].map(({ label, count }) => ({ label, value: amount(count) }))
}
