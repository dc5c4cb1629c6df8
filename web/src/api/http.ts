import type { Client } from 'openapi-fetch'
import type { paths, Problem } from './schema'

/** There is no server to be heard: no network, or none within the time. */
export class Unreachable extends Error {}
/** No answer came in time: the network, or the line too slow for what was sent. */
export class TooSlow extends Unreachable {}

/** How long an answer may take, in milliseconds. An import of ten years takes its time. */
const PATIENCE = 15_000
const PATIENCE_WITH_FILES = 300_000

/**
 * Whose pages these are, where a request does not say it itself. The server refuses what comes with the sign-in of somebody
 * else, as another tab may have it.
 */
let account: string | null = null
export function speakFor(id: string | null): void {
  account = id
}

/** Of whoever is signed in by now, be it somebody else. `ask` asks before it waits for anything. */
export function asWhoever<T>(act: () => T): T {
  const before = account
  account = null
  try {
    return act()
  } finally {
    account = before
  }
}

/** Asks our own server. `withFile` where a file comes as the answer. Throws Unreachable, TooSlow where it takes too long. */
export async function request(input: Request, withFile = false): Promise<Response> {
  const isLong = withFile || input.headers.get('content-type')?.startsWith('multipart/')
  const patience = isLong ? PATIENCE_WITH_FILES : PATIENCE
  if (account && !input.headers.has('X-Account')) input.headers.set('X-Account', account)
  try {
    return await fetch(input, { signal: AbortSignal.any([input.signal, AbortSignal.timeout(patience)]) })
  } catch (error) {
    if (input.signal.aborted) throw error
    const isLate = error instanceof DOMException && error.name === 'TimeoutError'
    throw new (isLate ? TooSlow : Unreachable)('The server cannot be reached.', { cause: error })
  }
}

interface RequestOptions {
  params?: {
    path?: Record<string, string>
    query?: Record<string, string | number | boolean | null | undefined>
  }
  body?: unknown
}

function asker(method: string) {
  return async (template: string, { params = {}, body }: RequestOptions = {}) => {
    const path = template.replace(/{(\w+)}/g, (_, name: string) =>
      encodeURIComponent(params.path?.[name] ?? ''),
    )
    const url = new URL(path, location.href)
    for (const [name, value] of Object.entries(params.query ?? {})) {
      if (value !== undefined && value !== null) url.searchParams.set(name, String(value))
    }
    const headers: HeadersInit = body === undefined ? {} : { 'content-type': 'application/json' }
    const sent = body === undefined ? null : JSON.stringify(body)
    const response = await request(
      new Request(url, { method, headers, body: sent, credentials: 'same-origin' }),
    )
    const content: unknown =
      response.status === 204 ? undefined : await response.json().catch(() => undefined)
    return response.ok ? { data: content, response } : { error: content ?? {}, response }
  }
}

/**
 * `const { data, error } = await api.GET('/api/v1/changes')`: typed by the server's own description. The types are those
 * of openapi-fetch; its code would be a twentieth of the logging page, for what these lines do.
 */
export const api = {
  GET: asker('GET'),
  POST: asker('POST'),
  PUT: asker('PUT'),
  DELETE: asker('DELETE'),
} as unknown as Pick<Client<paths>, 'GET' | 'POST' | 'PUT' | 'DELETE'>

/** What the server said was wrong, in words for a person. */
export interface Refusal {
  title: string
  status: number
  detail: string
  field?: string
  value?: string
  /** What would be taken instead, the likeliest first. */
  choices?: string[]
  /** All fields that cannot be right, that one first. */
  fields?: Problem['errors']
}

/** Of an answer that was no success. */
export function problemOf(error: unknown, status = 0): Refusal {
  const { title, detail, errors } = (typeof error === 'object' && error ? error : {}) as Partial<Problem>
  const first = errors?.[0]
  return {
    title: title ?? 'The server failed',
    status,
    detail: detail ?? (status ? `It answered ${status}. Try again later.` : 'Try again later.'),
    ...(first?.field && { field: first.field }),
    ...(first?.value && { value: first.value }),
    ...(first?.choices?.length && { choices: first.choices }),
    ...(errors?.length && { fields: errors }),
  }
}
