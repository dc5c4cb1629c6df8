import type { ServerNotice, Operation } from '../core/database'
import type { Local } from '../core/local'
import { describe, nameOf } from './names'
import { outcomeWords } from './outcome-words'

export interface Named<T> {
  what: T
  name: string
}
/** What did not reach the server, what it refused, and what it said beside "done". */
export interface Outbox {
  waiting: Named<Operation>[]
  refused: Named<Operation>[]
  notices: (Named<ServerNotice> & { words: string })[]
}

export async function readOutbox(local: Local): Promise<Outbox> {
  const [operations, notices] = [await local.outbox(), await local.notices()]
  return local.read(async (reader) => {
    const named: Named<Operation>[] = []
    for (const what of operations) named.push({ what, name: await describe(reader, what) })
    const messages: Outbox['notices'] = []
    for (const what of notices.toReversed()) {
      const row = await reader.get(what.kind, what.row)
      const name = await nameOf(reader, what.kind, { ...row?.fields })
      messages.push({ what, name, words: await outcomeWords(reader, what) })
    }
    return {
      waiting: named.filter(({ what }) => !what.problem),
      refused: named.filter(({ what }) => what.problem),
      notices: messages,
    }
  })
}

/** Sends what was refused once more: what it was about may be mended by now. */
export async function tryAgain(local: Local, operation: Operation): Promise<void> {
  await local.change(({ store }) => store.tryAgain(operation))
}

export async function discard(local: Local, operation: Operation): Promise<void> {
  await local.change(({ store }) => store.forget(operation))
}
