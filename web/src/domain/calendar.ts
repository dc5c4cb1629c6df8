import { daysLater, weekOf } from './muscle-weeks'

/** The weeks of a month ("2026-03"), each of seven days as ISO dates; those of other months are there as well. */
export function weeksOf(month: string, firstWeekday: number): string[][] {
  const weeks: string[][] = []
  for (
    let start = weekOf(`${month}-01`, firstWeekday);
    start.slice(0, 7) <= month;
    start = daysLater(start, 7)
  ) {
    weeks.push(Array.from({ length: 7 }, (_, day) => daysLater(start, day)))
  }
  return weeks
}

/** So many months later, or earlier; months as "2026-03". */
export function monthsLater(month: string, months: number): string {
  const at = new Date(`${month}-01T00:00:00Z`)
  at.setUTCMonth(at.getUTCMonth() + months)
  return at.toISOString().slice(0, 7)
}

/** How much was done, in three steps: up to 9 working sets, up to 19, and more; 0 is none. */
export function step(sets: number): 0 | 1 | 2 | 3 {
  if (sets <= 0) return 0
  return sets < 10 ? 1 : sets < 20 ? 2 : 3
}

/** "2026-03-02T18:00", where the person was, as an instant. Of an hour that a clock change left out, the one after. */
export function instantOf(local: string, timeZone: string): Date {
  const guess = Date.parse(`${local}Z`)
  if (Number.isNaN(guess)) return new Date(NaN)
  const first = guess - offsetOf(new Date(guess), timeZone)
  const second = guess - offsetOf(new Date(first), timeZone)
  const fits = [second, first].find((at) => localOf(new Date(at), timeZone) === local)
  return new Date(fits ?? Math.max(first, second))
}

/** An instant as "2026-03-02T18:00", where the person was. */
export function localOf(instant: string | Date, timeZone: string): string {
  const at = new Date(instant)
  return new Date(at.getTime() + offsetOf(at, timeZone)).toISOString().slice(0, 16)
}

/** How far local time is ahead of UTC then, in milliseconds. */
function offsetOf(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at)
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  const local = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
  return local - Math.floor(at.getTime() / 1000) * 1000
}
