import { problemOf, request, type Refusal } from '../api/http'
import type { FileReport } from '../api/schema'
import type { Account } from '../core/accounts'
import { deviceFile, partsOf, readDeviceFile, type DeviceFile } from '../core/device-file'
import { forgetDatabase, formerAccounts } from '../core/leaving'
import { Local } from '../core/local'
import { KINDS } from '../core/rows'

export type { DeviceFile, FileReport }

/** What did not reach the server or, `whole`, all that this device holds. */
export async function saveOf(
  local: Local,
  email: string,
  { whole }: { whole: boolean },
): Promise<DeviceFile> {
  const [operations, position] = [await local.outbox(), await local.syncPosition()]
  const rows = await local.read(async (reader) =>
    (await Promise.all(KINDS.map((kind) => reader.all(kind)))).flat(),
  )
  return deviceFile({ email, position, operations, rows }, { whole })
}

export function blobOf(file: DeviceFile): Blob {
  return new Blob([JSON.stringify(file, null, 1)], { type: 'application/json' })
}

/** What this device still holds of somebody who used it before: another account, or one whose server is gone. */
export interface Former {
  account: Pick<Account, 'id' | 'email'>
  workouts: number
  unsent: number
}

export async function readFormer(present: string): Promise<Former[]> {
  const accounts: Former[] = []
  for (const account of await formerAccounts(present)) {
    const former = await withLocal(account.id, async (local) => ({
      account,
      workouts: await local.countWorkouts(),
      unsent: (await local.outbox()).length,
    }))
    if (former.workouts > 0 || former.unsent > 0) accounts.push(former)
  }
  return accounts
}

export async function saveOfFormer(
  { account }: Pick<Former, 'account'>,
  { whole }: { whole: boolean },
): Promise<DeviceFile> {
  return withLocal(account.id, (local) => saveOf(local, account.email, { whole }))
}

/** What did not reach the server of an account that nobody may look into. */
export async function saveUnsentOf(id: string): Promise<DeviceFile> {
  const account = (await formerAccounts('')).find((each) => each.id === id) ?? { id, email: '' }
  return saveOfFormer({ account }, { whole: false })
}

/** Takes it off this device, for good. */
export async function forgetFormer({ account }: Former): Promise<void> {
  await forgetDatabase(account.id)
}

async function withLocal<T>(id: string, query: (local: Local) => Promise<T>): Promise<T> {
  const local = await Local.open(id)
  try {
    return await query(local)
  } finally {
    local.close()
  }
}

/** Null for what no device saved. */
export async function openFile(file: Blob): Promise<DeviceFile | null> {
  return readDeviceFile(await file.text())
}

/**
 * Reads a file into the account that is signed in; `onprogress` hears which part of how many is done. What went in before
 * it broke off stays, and is known when it is read again. Throws Unreachable.
 */
export async function readIn(
  file: DeviceFile,
  onprogress: (done: number, of: number) => void = () => {},
): Promise<FileReport | Refusal> {
  const total: FileReport = { added: {}, changed: 0, known: 0, refused: [] }
  const parts = partsOf(file)
  const refused = new Map<string, FileReport['refused'][number]>()
  for (const [place, part] of parts.entries()) {
    onprogress(place, parts.length)
    const report = await post(part)
    if ('title' in report) return report
    for (const [kind, count] of Object.entries(report.added))
      total.added[kind] = (total.added[kind] ?? 0) + count
    total.changed += report.changed
    // A row that several parts name is told by each of them.
    for (const each of report.refused) refused.set(`${each.kind} ${each.id}`, each)
  }
  total.refused = [...refused.values()]
  const added = Object.values(total.added).reduce((sum, count) => sum + count, 0)
  const all = (file.rows?.length ?? 0) + file.operations.length
  total.known = Math.max(0, all - added - total.changed - total.refused.length)
  return total
}

async function post(part: DeviceFile): Promise<FileReport | Refusal> {
  const response = await request(
    new Request(new URL('/api/v1/sync/files', location.href), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      credentials: 'same-origin',
      body: JSON.stringify(part),
    }),
    true,
  )
  const body: unknown = await response.json().catch(() => null)
  return response.ok ? (body as FileReport) : problemOf(body, response.status)
}
