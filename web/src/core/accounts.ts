import { deleteDB, openDB, type DBSchema } from 'idb'
import { databaseName } from './database'

export interface Account {
  id: string
  email: string
  display_name: string
}

interface Schema extends DBSchema {
  accounts: { key: 'last'; value: Account }
}

/**
 * Who used this device last, so that it can be used without a server. No secret: the sign-in is a cookie. In a database,
 * since localStorage reaches the disk seconds later, and a phone may have killed the page by then.
 */
export async function remember(account: Account): Promise<void> {
  const database = await open()
  const transaction = database.transaction('accounts', 'readwrite', { durability: 'strict' })
  await transaction.store.put(account, 'last')
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
  await database.delete('accounts', 'last')
  database.close()
  await deleteDB(databaseName(account))
}

function open() {
  return openDB<Schema>('mygymtracker', 1, {
    upgrade: (database) => void database.createObjectStore('accounts'),
  })
}
