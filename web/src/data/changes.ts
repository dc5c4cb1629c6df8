import { api, problemOf, type Refusal } from '../api/http'
import type { ChangeSummary } from '../api/schema'

export interface Page {
  items: ChangeSummary[]
  next: string | null
}

/** One page of what happened, newest first. Throws Unreachable; what the server refused comes as a Refusal. */
export async function readChanges(cursor: string | null): Promise<Page | Refusal> {
  const { data, error, response } = await api.GET('/api/v1/changes', {
    params: { query: { limit: 50, ...(cursor && { cursor }) } },
  })
  if (!data) return problemOf(error, response.status)
  return { items: data.items, next: data.next_cursor }
}

/** Null when it was taken back. Throws Unreachable. */
export async function undo(change: string): Promise<Refusal | null> {
  const { error, response } = await api.PUT('/api/v1/changes/{change}/undo', { params: { path: { change } } })
  return error ? problemOf(error, response.status) : null
}

/** Those of one day together, in the order in which they come. */
export function byDay(changes: readonly ChangeSummary[]): { day: string; changes: ChangeSummary[] }[] {
  const days: { day: string; changes: ChangeSummary[] }[] = []
  const written = new Intl.DateTimeFormat(undefined, { dateStyle: 'full' })
  for (const each of changes) {
    const day = written.format(new Date(each.changed_at))
    const last = days.at(-1)
    if (last?.day === day) last.changes.push(each)
    else days.push({ day, changes: [each] })
  }
  return days
}

const THROUGH: Record<ChangeSummary['through'], string> = {
  api: 'over the web',
  cli: 'on the command line',
  import: 'by an import',
  sync: 'on a device',
  psql: 'in the database',
}

/** By what it came, for a person. */
export function cameBy({ through, device }: ChangeSummary): string {
  return device ? `on ${device}` : THROUGH[through]
}
