import type { FieldsOf } from '../core/rows'

export type Formula = FieldsOf['profile']['e1rm_formula']
export type Unit = FieldsOf['profile']['unit']

/** Exact by definition: the international yard and pound agreement of 1959. */
export const KILOGRAMS_PER_POUND = 0.45359237
/** Beyond so many repetitions to failure no formula is better than a guess. */
const MOST_REPS = 12
/** From so many in reserve on people misjudge by two and more (Hackett 2017). */
const UNKNOWABLE_RESERVE = 5
/** RPE is 10 less the repetitions in reserve (Zourdos 2016). */
const RPE_AT_FAILURE = 10

/**
 * Numerator and denominator by which the load of r repetitions to failure, above 1, is multiplied: the same as the
 * server's. The division comes last, so that 90 × 40 / 30 is exactly 120.
 */
const MULTIPLIERS: Record<Formula, (r: number) => readonly [number, number]> = {
  epley: (r) => [30 + r, 30],
  brzycki: (r) => [36, 37 - r],
  lombardi: (r) => [r ** 0.1, 1],
  oconner: (r) => [40 + r, 40],
  wathan: (r) => [100, 48.8 + 53.8 * Math.exp(-0.075 * r)],
  mayhew: (r) => [100, 52.2 + 41.9 * Math.exp(-0.055 * r)],
  lander: (r) => [100, 101.3 - 2.67123 * r],
}

/** Repetitions to failure, made and in reserve; null where nothing can be said of them. */
export function toFailure(reps: number | null, rpe: string | null, rir: string | null): number | null {
  const reserve = rir !== null ? Number(rir) : rpe !== null ? RPE_AT_FAILURE - Number(rpe) : 0
  if (reps === null || reps < 1 || reserve >= UNKNOWABLE_RESERVE) return null
  return reps + reserve <= MOST_REPS ? reps + reserve : null
}

/** The load of one repetition, in the unit of `load`, which is all that was moved. Not rounded. */
export function estimate(load: number, repsToFailure: number, formula: Formula): number {
  if (repsToFailure === 1) return load
  const [numerator, denominator] = MULTIPLIERS[formula](repsToFailure)
  return (load * numerator) / denominator
}

/** In another unit. Only for comparing and summing: what was typed is shown as it was typed. */
export function inUnit(load: number, from: Unit, to: Unit): number {
  if (from === to) return load
  return to === 'kg' ? load * KILOGRAMS_PER_POUND : load / KILOGRAMS_PER_POUND
}

/** To two decimals, half away from zero, as the server rounds. */
export function rounded(value: number): number {
  return (Math.sign(value) * Math.round(Math.abs(value) * 100 + 1e-7)) / 100
}
