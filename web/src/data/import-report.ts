import type { ImportReport } from './imports'

/** What a name of the file means, as the server tells it in a preview. */
export interface NameFound {
  name: string
  sets: number
  how: string
  exercise_id: string | null
  exercise_name: string
  candidates: { exercise_id: string; name: string; why: string }[]
}

/** Names that need a look, then those that were found. */
export function namesOf(report: ImportReport): { open: NameFound[]; found: NameFound[] } {
  const names = report.exercises as NameFound[]
  const isOpen = (each: NameFound) =>
    each.how === 'made' || each.how === 'ambiguous' || each.candidates.length > 0
  return { open: names.filter(isOpen), found: names.filter((each) => !isOpen(each)) }
}

const HOW: Record<string, string> = {
  own_name: 'your own',
  shared_name: 'by its name',
  alias: 'by another name',
  merged: 'as you merged it',
  decided: 'as you decided',
}

export function foundBy(how: string): string {
  return HOW[how] ?? how
}

/** Where each row of the file goes: the parts and their sum, which is the file. */
export function balance(report: ImportReport): { label: string; rows: number }[] {
  return [
    { label: 'Sets', rows: report.set_rows },
    { label: 'Rests', rows: report.rest_rows },
    { label: 'Notes', rows: report.note_rows },
    { label: 'Set aside', rows: report.set_aside.length },
  ]
}

/** Where each workout of the file goes. */
export function workoutsOf(report: ImportReport): { label: string; count: number }[] {
  return [
    { label: 'New', count: report.workouts_added },
    { label: 'Here already', count: report.workouts_known },
    { label: 'Brought back', count: report.workouts_restored },
    { label: 'Say something else now', count: report.workouts_changed },
    { label: 'Deleted here, left out', count: report.workouts_deleted },
  ].filter(({ label, count }) => count > 0 || label === 'New')
}
