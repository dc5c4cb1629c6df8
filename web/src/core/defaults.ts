import { DEFAULTS } from './kinds'
import type { Fields, Kind } from './rows'

/** All fields of a row that was made here and that the server has not told yet. */
export function complete(kind: Kind, said: Fields): Fields {
  const fields = { ...DEFAULTS[kind], ...said }
  if (kind === 'workout') fields.performed_on = dayOf(String(fields.started_at), String(fields.time_zone))
  return fields
}

function dayOf(instant: string, timeZone: string): string {
  // Swedish writes a day as ISO 8601 does.
  return new Intl.DateTimeFormat('sv', { timeZone }).format(new Date(instant))
}
