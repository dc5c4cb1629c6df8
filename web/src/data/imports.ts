import { api, problemOf, request, type Refusal } from '../api/http'
import type { ImportDetail, ImportReport, ImportRun } from '../api/schema'

export type { ImportDetail, ImportReport, ImportRun }

/** What is said beside the file: only what the file does not say itself, and what its names are to mean. */
export interface Choices {
  unit?: string
  date_order?: string
  month_language?: string
  time_zone?: string
  read_as?: string
  /** What becomes of workouts that start in the minute of one from elsewhere: skip or add. */
  overlapping?: string
  /** Workouts that came in before say what the file says, but for what was changed here. */
  take_file?: boolean
  /** By the word in the file that is not known: what rows with it are. */
  set_types?: Record<string, string>
  /** By the name in the file: the unit that it is written in, where it is not that of the rest. */
  exercise_units?: Record<string, string>
  /** By the name in the file: an exercise's id, or null for an own one of that name. */
  exercises: Record<string, string | null>
}

export type Outcome = { report: ImportReport } | { problem: Refusal }

/** What an import would do, with nothing done. Throws Unreachable. */
export async function preview(file: File, choices: Choices): Promise<Outcome> {
  return send(file, choices, true)
}

/** All of it goes in, or nothing. Throws Unreachable. */
export async function bringIn(file: File, choices: Choices): Promise<Outcome> {
  return send(file, choices, false)
}

/** The file and all that is said beside it, as the server reads it. */
export function formOf(file: File, choices: Choices, dry: boolean): FormData {
  const form = new FormData()
  form.set('file', file)
  for (const [name, value] of Object.entries(choices) as [string, Choices[keyof Choices]][]) {
    if (typeof value !== 'object') {
      if (value) form.set(name, String(value))
    } else if (Object.keys(value).length > 0) form.set(name, JSON.stringify(value))
  }
  if (dry) form.set('dry_run', 'true')
  return form
}

async function send(file: File, choices: Choices, dry: boolean): Promise<Outcome> {
  const response = await request(
    new Request(new URL('/api/v1/imports', location.href), {
      method: 'POST',
      body: formOf(file, choices, dry),
      credentials: 'same-origin',
    }),
  )
  const body: unknown = await response.json().catch(() => null)
  return response.ok ? { report: body as ImportReport } : { problem: problemOf(body, response.status) }
}

/** As many as the server tells at once. */
const PAGE = 200

/** All runs that were, newest first. Throws Unreachable. */
export async function listImports(): Promise<ImportRun[] | Refusal> {
  return readPages<ImportRun>((cursor) =>
    api.GET('/api/v1/imports', { params: { query: { limit: PAGE, ...(cursor && { cursor }) } } }),
  )
}

/** One run, and all rows that were set aside. Throws Unreachable. */
export async function readImport(id: string): Promise<ImportDetail | Refusal> {
  const { data, error, response } = await api.GET('/api/v1/imports/{import_id}', {
    params: { path: { import_id: id } },
  })
  if (!data) return problemOf(error, response.status)
  // The answer holds the first of them; where there are more, they are read page by page.
  if (data.set_aside.length >= data.run.set_aside_rows) return data
  const rows = await readPages((cursor) =>
    api.GET('/api/v1/imports/{import_id}/rows', {
      params: {
        path: { import_id: id },
        query: { outcome: 'set_aside', limit: PAGE, ...(cursor && { cursor }) },
      },
    }),
  )
  if (!Array.isArray(rows)) return rows
  return { ...data, set_aside: rows.map((row) => ({ ...row, reason: row.reason ?? '' })) }
}

interface Answer<T> {
  data?: { items: T[]; next_cursor: string | null }
  error?: unknown
  response: Response
}

/** All pages of a list, one after the other. */
async function readPages<T>(readPage: (cursor: string | null) => Promise<Answer<T>>): Promise<T[] | Refusal> {
  const items: T[] = []
  let cursor: string | null = null
  do {
    const { data, error, response }: Answer<T> = await readPage(cursor)
    if (!data) return problemOf(error, response.status)
    items.push(...data.items)
    cursor = data.next_cursor
  } while (cursor !== null)
  return items
}

/** Null when all that it brought is gone again. Throws Unreachable. */
export async function undoImport(id: string): Promise<Refusal | null> {
  const { error, response } = await api.PUT('/api/v1/imports/{import_id}/undo', {
    params: { path: { import_id: id } },
  })
  return error ? problemOf(error, response.status) : null
}
