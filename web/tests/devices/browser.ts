import 'fake-indexeddb/auto'
import type { Tab } from './tab'

/** Locks of the tabs of one device, by their names: `navigator.locks`, as far as the program uses it. */
export class Locks {
  private readonly queues = new Map<string, { tab: Tab; begin: () => void }[]>()

  request<T>(tab: Tab, name: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const queue = this.queues.get(name) ?? []
    this.queues.set(name, queue)
    return new Promise<T>((resolve, reject) => {
      const begin = () => {
        signal.removeEventListener('abort', giveUp)
        void work()
          .then(resolve, reject)
          .finally(() => this.leave(name, turn))
      }
      const turn = { tab, begin }
      const giveUp = () => {
        this.leave(name, turn)
        reject(signal.reason)
      }
      signal.addEventListener('abort', giveUp)
      queue.push(turn)
      if (queue[0] === turn) begin()
    })
  }

  /** A tab that is gone holds nothing, and waits for nothing. */
  release(tab: Tab): void {
    for (const [name, queue] of this.queues)
      for (const turn of queue.filter((each) => each.tab === tab).reverse()) this.leave(name, turn)
  }

  private leave(name: string, turn: { tab: Tab; begin: () => void }): void {
    const queue = this.queues.get(name) ?? []
    const place = queue.indexOf(turn)
    if (place < 0) return
    queue.splice(place, 1)
    if (place === 0) queue[0]?.begin()
  }
}

/** What the tabs of one device tell each other: `BroadcastChannel`, as far as the program uses it. */
export class Channels {
  private readonly open = new Set<Channel>()

  of(): typeof BroadcastChannel {
    const { open } = this
    return class extends Channel {
      constructor(name: string) {
        super(name, open)
      }
    } as unknown as typeof BroadcastChannel
  }
}

class Channel {
  onmessage: ((event: { data: unknown }) => void) | null = null

  constructor(
    readonly name: string,
    private readonly open: Set<Channel>,
  ) {
    open.add(this)
  }

  postMessage(data: unknown): void {
    for (const each of this.open)
      if (each !== this && each.name === this.name)
        queueMicrotask(() => each.onmessage?.({ data: structuredClone(data) }))
  }

  close(): void {
    this.open.delete(this)
  }
}

/** Whose connection to a database it is. */
const owners = new WeakMap<IDBDatabase, Tab>()

/** The databases of a device as one of its tabs opens them; the tab hears of its connections and transactions. */
export function databasesOf(tab: Tab, factory: IDBFactory): Pick<IDBFactory, 'open' | 'deleteDatabase'> {
  return {
    open(name, version) {
      const request = factory.open(name, version)
      request.addEventListener('upgradeneeded', () => own(tab, request.result))
      request.addEventListener('success', () => own(tab, request.result))
      return request
    },
    deleteDatabase: (name) => factory.deleteDatabase(name),
  }
}

function own(tab: Tab, connection: IDBDatabase): void {
  if (owners.has(connection)) return
  owners.set(connection, tab)
  tab.connections.add(connection)
  connection.transaction = (...how) => {
    const transaction = IDBDatabase.prototype.transaction.apply(connection, how)
    tab.transactions.add(transaction)
    for (const end of ['complete', 'abort'])
      transaction.addEventListener(end, () => tab.transactions.delete(transaction))
    return transaction
  }
}

/** A device may be killed before any of its writes. */
for (const name of ['put', 'add', 'delete', 'clear'] as const) {
  const write = IDBObjectStore.prototype[name] as (...of: unknown[]) => IDBRequest
  Object.assign(IDBObjectStore.prototype, {
    [name](this: IDBObjectStore, ...of: unknown[]) {
      owners.get(this.transaction.db)?.beforeWrite()
      return write.apply(this, of)
    },
  })
}
