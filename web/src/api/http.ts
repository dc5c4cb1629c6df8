import createClient from 'openapi-fetch'
import type { paths, Problem } from './schema'

/** There is no server to be heard: no network, or none within the time. */
export class Unreachable extends Error {}

/** How long an answer may take, in milliseconds. An import of ten years takes its time. */
const PATIENCE = 15_000
const PATIENCE_WITH_FILES = 300_000

/** Whose pages these are. The server refuses what comes with the sign-in of somebody else, as another tab may have it. */
let account: string | null = null
export function speakFor(id: string | null): void {
  account = id
}

/** Asks our own server. Throws Unreachable. */
export async function request(input: Request): Promise<Response> {
  const patience = input.headers.get('content-type')?.startsWith('multipart/')
    ? PATIENCE_WITH_FILES
    : PATIENCE
  if (account) input.headers.set('X-Account', account)
  try {
    return await fetch(input, { signal: AbortSignal.any([input.signal, AbortSignal.timeout(patience)]) })
  } catch (error) {
    if (input.signal.aborted) throw error
    throw new Unreachable('The server cannot be reached.', { cause: error })
  }
}

/** `const { data, error } = await api.GET('/api/v1/changes')`: typed by the server's own description. */
export const api = createClient<paths>({ baseUrl: '', fetch: request, credentials: 'same-origin' })

/** What the server said was wrong, in words for a person. */
export interface Said {
  title: string
  status: number
  detail: string
  field?: string
  value?: string
  /** What would be taken instead, the likeliest first. */
  choices?: string[]
}

/** Of an answer that was no success. */
export function problemOf(error: unknown, status = 0): Said {
  const { title, detail, errors } = (typeof error === 'object' && error ? error : {}) as Partial<Problem>
  const first = errors?.[0]
  return {
    title: title ?? 'The server failed',
    status,
    detail: detail ?? (status ? `It answered ${status}. Try again later.` : 'Try again later.'),
    ...(first?.field && { field: first.field }),
    ...(first?.value && { value: first.value }),
    ...(first?.choices?.length && { choices: first.choices }),
  }
}
