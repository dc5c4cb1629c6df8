// Written by docs/generate.py from the program itself. Do not edit: `make docs` writes it anew.

/** What a number may be. */
export interface Limit {
  /** As many decimals are kept. */
  places: number
  /** It is less than this. */
  below?: number
  /** It is no more than this, and in half steps. */
  most?: number
}

/** The numbers of a set; a load anywhere else is below the same. */
export const SET_LIMITS = {
  reps: { places: 0, below: 32_768 },
  load: { places: 3, below: 100_000 },
  duration_seconds: { places: 6, below: 1_000_000_000 },
  distance: { places: 6, below: 1_000_000_000 },
  rpe: { places: 1, most: 10 },
  rir: { places: 1, most: 30 },
} as const satisfies Record<string, Limit>

/** The step of an exercise's load is below this. */
export const LOAD_STEP_LIMIT = 1000
/** Other names of an exercise, at most. */
export const MOST_ALIASES = 20

/** Of names and texts: as many characters, at most. */
export const LONGEST_NAME = 100
export const LONGEST_WORKOUT_NAME = 200
export const LONGEST_DISPLAY_NAME = 100
export const LONGEST_TEXT = 4000
export const LONGEST_PLANNED_NOTE = 500
