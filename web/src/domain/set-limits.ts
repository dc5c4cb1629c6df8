/**
 * What the server takes of the numbers of a set (workouts/sets.py), so that nothing is refused later;
 * tests/vectors/set_limits.json holds both to it. The names are those of the fields.
 */
export type SetNumber = 'reps' | 'load' | 'duration_seconds' | 'distance' | 'rpe' | 'rir'

interface Limit {
  /** As many decimals are kept. */
  places: number
  /** It is less than this. */
  below?: number
  /** It is no more than this, and in half steps. */
  most?: number
}
const LIMITS: { readonly [F in SetNumber]: Limit } = {
  reps: { places: 0, below: 32_768 },
  load: { places: 3, below: 100_000 },
  duration_seconds: { places: 6, below: 1_000_000_000 },
  distance: { places: 6, below: 1_000_000_000 },
  rpe: { places: 1, most: 10 },
  rir: { places: 1, most: 30 },
}

/** What a number of a set must be, where a decimal string is not: "must be 0 or more"; undefined where it may be that. */
export function ruleBroken(field: SetNumber, typed: string): string | undefined {
  const { places, below, most } = LIMITS[field]
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
