import { isAhead } from './clocks'

/** How a series of estimates goes on, as far as its noise lets one say. */
export interface Trend {
  verdict: 'progressing' | 'falling' | 'stalled' | 'unclear' | 'too few' | 'too old'
  /** Change a workout, in the unit of the values, and the interval that holds it 19 times of 20. */
  slope: number
  low: number
  high: number
  /** Workouts that were looked at. */
  count: number
  /** At the first and the last of them. */
  from: number
  to: number
  /** When these were, in milliseconds; of a verdict that is too old when the last estimate was. Null without one. */
  since: number | null
  until: number | null
}
/** The best estimate of a workout, and when that was, in milliseconds. */
export interface Estimated {
  at: number
  value: number
}

/** Over so many workouts a line is drawn; with fewer than the least nothing can be seen. */
const LOOKED_AT = 8
const LEAST = 4
/** A verdict is about now: of workouts that are longer ago nothing is said. In milliseconds: 16 weeks. */
const RECENT = 16 * 7 * 86_400_000
const LEAST_TO_STALL = 6
/** Of the mean, a workout: inside it either way is standing still. */
const STILL = 0.002
/** Student's t, two-sided 95 %, by degrees of freedom from 1. */
const T = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447]

/**
 * A least-squares line over the last workouts of 16 weeks, one step each, with the interval of its slope. Estimates are
 * of one-repetition maxima, oldest first; those ahead of `now` are left out. It says progress only where the whole interval does; a tested maximum varies by
 * about 4 % from day to day (Grgic 2020), so that three workouts without a best mean nothing.
 */
export function trendOf(estimates: readonly Estimated[], now: number): Trend {
  const done = estimates.filter(({ at }) => !isAhead(at, now))
  const recent = done.filter(({ at }) => at >= now - RECENT).slice(-LOOKED_AT)
  const last = recent.map(({ value }) => value)
  const count = last.length
  const [since, until] = [recent[0]?.at ?? null, done.at(-1)?.at ?? null]
  const mean = last.reduce((sum, each) => sum + each, 0) / Math.max(count, 1)
  const verdictless = count === 0 && until !== null ? 'too old' : 'too few'
  const none: Trend = {
    verdict: verdictless,
    slope: 0,
    low: 0,
    high: 0,
    count,
    from: mean,
    to: mean,
    since,
    until,
  }
  if (count < LEAST) return none
  const middle = (count - 1) / 2
  const spread = last.reduce((sum, _, at) => sum + (at - middle) ** 2, 0)
  const slope = last.reduce((sum, each, at) => sum + (at - middle) * (each - mean), 0) / spread
  const squares = last.reduce((sum, each, at) => sum + (each - mean - slope * (at - middle)) ** 2, 0)
  const error = Math.sqrt(squares / (count - 2) / spread)
  const reach = error * (T[count - 3] ?? 1.96)
  const [low, high] = [slope - reach, slope + reach]
  const still = STILL * mean
  const verdict =
    low > 0
      ? 'progressing'
      : high < 0
        ? 'falling'
        : count >= LEAST_TO_STALL && low > -still && high < still
          ? 'stalled'
          : 'unclear'
  return {
    verdict,
    slope,
    low,
    high,
    count,
    from: mean - slope * middle,
    to: mean + slope * middle,
    since,
    until,
  }
}

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' })

/** The verdict with its reason: "Progressing: +0.7 kg a workout, 0.2 to 1.1". */
export function verdictOf({ verdict, slope, low, high, count, until }: Trend, unit: string): string {
  const number = formatter('negative')
  const signed = formatter('exceptZero')
  const range = `${number(low)} to ${number(high)}`
  switch (verdict) {
    case 'too old':
      return `Last trained ${day.format(until ?? 0)}: too long ago to say how it goes.`
    case 'too few':
      return `Too few workouts to tell: ${count} of at least ${LEAST} with an estimate.`
    case 'progressing':
      return `Progressing: ${signed(slope)} ${unit} a workout, ${range}.`
    case 'falling':
      return `Falling: ${signed(slope)} ${unit} a workout, ${range}.`
    case 'stalled':
      return `Standing still: ${signed(slope)} ${unit} a workout, ${range}.`
    case 'unclear':
      return `Too noisy to tell: ${signed(slope)} ${unit} a workout, but anything from ${range} fits.`
  }
}

/** A tenth is as fine as a slope can be told; −0.04 is 0, and below it stands a minus, not a hyphen. */
function formatter(signDisplay: 'negative' | 'exceptZero'): (value: number) => string {
  const format = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1, signDisplay })
  return (value) => format.format(value).replace('-', '−')
}
