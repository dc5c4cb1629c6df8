import { deleteDB, openDB, type DBSchema } from 'idb'
import { databaseName } from './database'

export interface Account {
  id: string
  email: string
  display_name: string
}

interface Schema extends DBSchema {
  /** Under `last` who was here last, and everybody under their id. */
  accounts: { key: string; value: Account }
}

/**
 * Who used this device last, so that it can be used without a server. No secret: the sign-in is a cookie. In a database,
 * since localStorage reaches the disk seconds later, and a phone may have killed the page by then.
 */
export async function remember(account: Account): Promise<void> {
  const database = await open()
  const transaction = database.transaction('accounts', 'readwrite', { durability: 'strict' })
  await transaction.store.put(account, 'last')
  await transaction.store.put(account, account.id)
  await transaction.done
  database.close()
}

/** Null where nobody was here, or where the device keeps nothing. */
export async function remembered(): Promise<Account | null> {
  try {
    const database = await open()
    const last = await database.get('accounts', 'last')
    database.close()
    return last ?? null
  } catch {
    return null
  }
}

/** Takes all that a person had on this device off it. */
export async function forgetDatabase(account: string): Promise<void> {
  const database = await open()
  if ((await database.get('accounts', 'last'))?.id === account) await database.delete('accounts', 'last')
  await database.delete('accounts', account)
  database.close()
  await deleteDB(databaseName(account))
}

/** Of whom this device still holds something, beside the present one. Who was here before this was noted has no address. */
export async function formerAccounts(present: string): Promise<Pick<Account, 'id' | 'email'>[]> {
  const database = await open()
  const known = await database.getAll('accounts')
  database.close()
  const ids = new Set(known.map(({ id }) => id))
  for (const { name = '' } of (await indexedDB.databases?.()) ?? []) {
    const id = /^mygymtracker-([0-9a-f-]{36})$/.exec(name)?.[1]
    if (id) ids.add(id)
  }
  ids.delete(present)
  return [...ids].map((id) => ({ id, email: known.find((each) => each.id === id)?.email ?? '' }))
}

function open() {
  return openDB<Schema>('mygymtracker', 1, {
    upgrade: (database) => void database.createObjectStore('accounts'),
  })
}
