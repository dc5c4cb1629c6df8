import type { Local } from '../core/local'
import type { Reader } from '../core/reader'
import type { FieldsOf, Row } from '../core/rows'

export type Profile = FieldsOf['profile']

export async function readProfile(reader: Reader): Promise<Row<'profile'> | undefined> {
  return reader.profile()
}

/** Changes what the person says of themselves, on this device now and on the others by and by. Throws NotSaved. */
export async function changeProfile(local: Local, fields: Partial<Profile>): Promise<void> {
  await local.write([{ action: 'patch', kind: 'profile', id: local.account, fields }])
}

/** What is wrong with how many plates of a kind there are, as it was typed: digits alone are a count, "1e2" is none. */
export function plateCountProblem(typed: string): string | undefined {
  const isCount = /^\d+$/.test(typed) && Number(typed) >= 1 && Number(typed) <= 1000
  return isCount ? undefined : `1 to 1000. You typed ${typed || 'nothing'}.`
}
