import type { FieldsOf } from '../core/rows'

/** The part of a set that is said in a line. */
type Said = Pick<
  FieldsOf['set'],
  | 'load'
  | 'load_unit'
  | 'reps'
  | 'duration_seconds'
  | 'distance'
  | 'distance_unit'
  | 'rpe'
  | 'rir'
  | 'load_mode'
>

/** "102.5 kg × 5 @ 8.5", with what was typed as it was typed. */
export function wordsOfSet(set: Said): string {
  const sign = set.load_mode === 'bodyweight_plus' ? '+' : set.load_mode === 'assisted' ? '−' : ''
  const parts = [
    set.load !== null ? `${sign}${local(set.load)} ${set.load_unit ?? ''}`.trim() : '',
    set.reps !== null ? String(set.reps) : '',
    set.distance !== null ? `${local(set.distance)} ${set.distance_unit ?? ''}`.trim() : '',
    set.duration_seconds !== null ? clock(Number(set.duration_seconds)) : '',
  ].filter(Boolean)
  const effort =
    set.rpe !== null ? ` @ ${local(set.rpe)}` : set.rir !== null ? `, ${local(set.rir)} in reserve` : ''
  return parts.join(' × ') + effort
}

const SIGN = new Intl.NumberFormat().formatToParts(1.5).find((part) => part.type === 'decimal')?.value ?? '.'
const local = (decimal: string) => decimal.replace('.', SIGN)

function clock(seconds: number): string {
  const whole = Math.floor(seconds)
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const two = (number: number) => String(number).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}
