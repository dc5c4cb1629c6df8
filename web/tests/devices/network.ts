/** What happens to one request of a sync, or to the device while it syncs: the names that tests/sync/faults.py has. */
export type Fault = 'none' | 'lost' | 'cut' | 'answer_lost' | 'twice' | 'old' | 'killed'

interface Sent {
  method: string
  url: string
  headers: Record<string, string>
  body: string
}

/** Pushes that were sent by anybody's device, by whose they are: one of them may arrive once more. */
const pushed = new Map<string, Sent[]>()

/** Between one device and the server, as a page of the server's own sees it: its cookie goes along, and its origin. */
export class Network {
  private fault: Fault = 'none'
  private after = 0

  constructor(
    readonly origin: string,
    private readonly cookie: string,
    private readonly account: string,
  ) {}

  /** Strikes the request after the next `after`. */
  strike(fault: Fault, after: number): void {
    this.fault = fault
    this.after = after
  }

  async fetch(request: Request, { signal }: { signal?: AbortSignal } = {}): Promise<Response> {
    const { method, url } = request
    const headers = {
      ...Object.fromEntries(request.headers),
      cookie: this.cookie,
      'sec-fetch-site': 'same-origin',
      ...(method !== 'GET' && { origin: this.origin }),
    }
    const sent = { method, url, headers, body: await request.text() }
    const others = pushed.get(this.account) ?? []
    switch (this.after-- === 0 ? this.fault : 'none') {
      case 'lost':
        throw new TypeError('The request was lost.')
      case 'cut':
        await send({ ...sent, body: sent.body.slice(0, sent.body.length / 2) })
        throw new TypeError('The line was cut.')
      case 'answer_lost':
        await send(sent)
        throw new TypeError('The answer was lost.')
      case 'twice':
        await send(sent)
        break
      case 'old':
        if (others.length) await send(others[this.after % others.length] ?? sent)
        break
    }
    if (method === 'POST') pushed.set(this.account, [...others, sent])
    return send(sent, signal)
  }
}

async function send({ method, url, headers, body }: Sent, signal?: AbortSignal): Promise<Response> {
  const answer = await fetch(url, {
    method,
    headers,
    ...(body && { body }),
    ...(signal && { signal }),
    redirect: 'error',
  })
  // All of it, so that what comes after it comes after it at the server, too.
  const text = await answer.text()
  return new Response(answer.status === 204 ? null : text, answer)
}
