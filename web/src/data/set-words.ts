import type { FieldsOf } from '../core/rows'
import { clock, decimal } from '../domain/number-text'

/** The part of a set that is said in a line. */
type SetNumbers = Pick<
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
export function wordsOfSet(set: SetNumbers): string {
  const sign = set.load_mode === 'bodyweight_plus' ? '+' : set.load_mode === 'assisted' ? '−' : ''
  const parts = [
    set.load !== null ? `${sign}${decimal(set.load)} ${set.load_unit ?? ''}`.trim() : '',
    set.reps !== null ? String(set.reps) : '',
    set.distance !== null ? `${decimal(set.distance)} ${set.distance_unit ?? ''}`.trim() : '',
    set.duration_seconds !== null ? clock(set.duration_seconds) : '',
  ].filter(Boolean)
  const effort =
    set.rpe !== null ? ` @ ${decimal(set.rpe)}` : set.rir !== null ? `, ${decimal(set.rir)} in reserve` : ''
  return parts.join(' × ') + effort
}
