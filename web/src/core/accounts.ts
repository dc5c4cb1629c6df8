import { openDB, type DBSchema, type IDBPTransaction } from 'idb'

export interface Account {
  id: string
  email: string
  display_name: string
}

/** Why a sign-in holds no more: it was ended from elsewhere, it ran out, or the server does not know it. */
export type Ending = 'revoked' | 'expired' | 'unknown'

/** Whose rows stay shut until they sign in again, and why. */
export interface Lock {
  account: string
  reason: Ending
}

/** What opens the rows of an account on this device, beside its sign-in. Attempts are instants in milliseconds. */
export type Guard =
  | {
      kind: 'pin'
      account: string
      salt: Uint8Array
      rounds: number
      digest: Uint8Array
      wrong: number
      until: number
    }
  | { kind: 'passkey'; account: string; credential: Uint8Array }

interface Schema extends DBSchema {
  /** Under `last` who was here last, and everybody under their id. */
  accounts: { key: string; value: Account }
  /** Under `last` the lock of whoever was here last. */
  locks: { key: string; value: Lock }
  /** Sign-outs that the server has not heard of, by the account's id; empty for whoever the cookie is of. */
  sign_outs: { key: string; value: { since: number } }
  guards: { key: string; value: Guard }
}
type Stores = ('accounts' | 'locks' | 'sign_outs' | 'guards')[]
const ALL: Stores = ['accounts', 'locks', 'sign_outs', 'guards']
const VERSION = 2

/** What this device knows before anything of a person is opened. */
export interface Entry {
  last: Account | null
  lock: Lock | null
  guard: Guard | null
  signOuts: string[]
}

/** Of nobody where nobody was here, or where the device keeps nothing. */
export async function readEntry(): Promise<Entry> {
  try {
    const database = await openAccounts()
    const last = (await database.get('accounts', 'last')) ?? null
    const entry = {
      last,
      lock: (await database.get('locks', 'last')) ?? null,
      guard: (last && (await database.get('guards', last.id))) ?? null,
      signOuts: await database.getAllKeys('sign_outs'),
    }
    database.close()
    return entry
  } catch {
    return { last: null, lock: null, guard: null, signOuts: [] }
  }
}

/**
 * Who used this device last, so that it can be used without a server; the server has just said that the sign-in holds,
 * so that no lock is left. No secret: the sign-in is a cookie. In a database, since localStorage reaches the disk seconds
 * later, and a phone may have killed the page by then.
 */
export async function remember(account: Account): Promise<void> {
  await change(async (transaction) => {
    const accounts = transaction.objectStore('accounts')
    await accounts.put(account, 'last')
    await accounts.put(account, account.id)
    await transaction.objectStore('locks').clear()
  })
}

export type Change = IDBPTransaction<Schema, Stores, 'readwrite'>

/** One transaction over all that is known of people here, on the disk when it resolves. */
export async function change<T>(work: (transaction: Change) => Promise<T>): Promise<T> {
  const database = await openAccounts()
  try {
    const transaction = database.transaction(ALL, 'readwrite', { durability: 'strict' })
    const outcome = await work(transaction)
    await transaction.done
    return outcome
  } finally {
    database.close()
  }
}

export function openAccounts() {
  return openDB<Schema>('mygymtracker', VERSION, {
    upgrade(database, before) {
      if (before < 1) database.createObjectStore('accounts')
      for (const name of ['locks', 'sign_outs', 'guards'] as const) database.createObjectStore(name)
    },
  })
}
