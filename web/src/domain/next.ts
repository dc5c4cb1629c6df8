/** A day of a plan, in the order of the plan, and when it was begun last: an instant in milliseconds. */
export interface DayDone {
  id: string
  last: number | undefined
  /** Without exercises; there is nothing to begin. */
  empty?: boolean
}

/**
 * The day after the one that was done last, from the first again after the last; the first where none was done. Empty
 * days are passed over.
 */
export function nextDay(days: readonly DayDone[]): string | undefined {
  let latest = -1
  days.forEach(({ last }, at) => {
    if (last !== undefined && last > (days[latest]?.last ?? -Infinity)) latest = at
  })
  const inTurn = [...days.slice(latest + 1), ...days.slice(0, latest + 1)]
  return inTurn.find(({ empty }) => !empty)?.id
}
