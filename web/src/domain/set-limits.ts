import { SET_LIMITS, type Limit } from './limits'

/**
 * What the server takes of the numbers of a set (workouts/sets.py), so that nothing is refused later;
 * tests/vectors/set_limits.json holds both to it. The names are those of the fields.
 */
export type SetNumber = keyof typeof SET_LIMITS

/** What a number of a set must be, where a decimal string is not: "must be 0 or more"; undefined where it may be that. */
export function ruleBroken(field: SetNumber, typed: string): string | undefined {
  const { places, below, most }: Limit = SET_LIMITS[field]
  if (!/^-?\d+(\.\d+)?$/.test(typed)) return 'must be a number'
  const number = Number(typed)
  if (number < 0) return 'must be 0 or more'
  if (below !== undefined && number >= below) return `must be below ${below}`
  const decimals = typed.split('.')[1]?.replace(/0+$/, '').length ?? 0
  if (most !== undefined && (number > most || decimals > places || !Number.isInteger(2 * number)))
    return `must be 0 to ${most} in half steps`
  if (decimals <= places) return undefined
  return places === 0 ? 'must be a whole number' : `has at most ${places} decimals`
}

/** A set is what was done: repetitions, a load, a time or a distance, one of them at least. "" is nothing. */
export function isNothing(work: Readonly<Record<'reps' | 'load' | 'duration_seconds' | 'distance', string>>) {
  return Object.values(work).every((typed) => typed === '')
}
