import { DEFAULTS } from './kinds'
import type { Fields, Kind } from './rows'

/** All fields of a row that was made here and that the server has not told yet. */
export function complete(kind: Kind, fields: Fields): Fields {
  const row: Fields = { ...DEFAULTS[kind], ...fields }
  if (kind === 'workout') row.performed_on = dayOf(String(row.started_at), String(row.time_zone))
  return row
}

function dayOf(instant: string, timeZone: string): string {
  // Swedish writes a day as ISO 8601 does.
  return new Intl.DateTimeFormat('sv', { timeZone }).format(new Date(instant))
}
