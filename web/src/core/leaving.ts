import { deleteDB } from 'idb'
import { change, openAccounts, type Account, type Change, type Guard, type Lock } from './accounts'
import { databaseName } from './database'

/** From now on the rows of this account are shown to nobody until they sign in again. */
export async function keepLock(lock: Lock): Promise<void> {
  await change((transaction) => transaction.objectStore('locks').put(lock, 'last'))
}

export async function keepGuard(guard: Guard): Promise<void> {
  await change((transaction) => transaction.objectStore('guards').put(guard, guard.account))
}

export async function forgetGuard(account: string): Promise<void> {
  await change((transaction) => transaction.objectStore('guards').delete(account))
}

/** The sign-in of this account, or of whoever the cookie is where it is empty, is to open nothing here any more. */
export async function noteSignOut(account: string): Promise<void> {
  await change(async (transaction) => {
    await transaction.objectStore('sign_outs').put({ since: Date.now() }, account)
    await forget(transaction, account)
  })
}

/** The server has heard of them, or has put the sign-in of somebody else in their place. */
export async function forgetSignOuts(): Promise<void> {
  await change((transaction) => transaction.objectStore('sign_outs').clear())
}

/** Takes all that a person had on this device off it. */
export async function forgetDatabase(account: string): Promise<void> {
  await change((transaction) => forget(transaction, account))
  await deleteDB(databaseName(account))
}

async function forget(transaction: Change, account: string): Promise<void> {
  const [accounts, locks] = [transaction.objectStore('accounts'), transaction.objectStore('locks')]
  if ((await accounts.get('last'))?.id === account) await accounts.delete('last')
  if ((await locks.get('last'))?.account === account) await locks.delete('last')
  await accounts.delete(account)
  await transaction.objectStore('guards').delete(account)
}

/** Of whom this device still holds something, beside the present one. Who was here before this was noted has no address. */
export async function formerAccounts(present: string): Promise<Pick<Account, 'id' | 'email'>[]> {
  const database = await openAccounts()
  const accounts = await database.getAll('accounts')
  database.close()
  const ids = new Set(accounts.map(({ id }) => id))
  for (const { name = '' } of (await indexedDB.databases?.()) ?? []) {
    const id = /^mygymtracker-([0-9a-f-]{36})$/.exec(name)?.[1]
    if (id) ids.add(id)
  }
  ids.delete(present)
  return [...ids].map((id) => ({ id, email: accounts.find((each) => each.id === id)?.email ?? '' }))
}
