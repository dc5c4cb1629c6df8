import { counted } from './amounts'

/** Two clocks that differ by no more are both right. In milliseconds; the server has the same. */
export const CLOCK_TOLERANCE = 2 * 60_000
/** What begins later than this after now is the doing of a wrong clock, and no difference between time zones. */
const FAR_AHEAD = 86_400_000

/** Whether an instant (all in milliseconds) is after now, as far as clocks agree: never the latest of anything. */
export function isAhead(at: number, now: number): boolean {
  return at > now + CLOCK_TOLERANCE
}

export function isFarAhead(at: number, now: number): boolean {
  return at > now + FAR_AHEAD
}

/** The first instant that is ahead of now: what was done was done before it. */
export function aheadFrom(now: number): number {
  return now + CLOCK_TOLERANCE + 1
}

/** "This device’s clock is 42 minutes ahead.": whole minutes, of hours the nearest, of days the nearest. */
export function clockWords(minutes: number): string {
  const off = Math.abs(minutes)
  const [count, unit] =
    off < 120
      ? [off, 'minute']
      : off < 2 * 1440
        ? [Math.round(off / 60), 'hour']
        : [Math.round(off / 1440), 'day']
  return `This device’s clock is ${counted(count, unit)} ${minutes > 0 ? 'ahead' : 'behind'}.`
}
