import { amount, counted, quantity } from '../../domain/amounts'
import { METRES, type Counted } from '../../domain/counted'
import type { Unit } from '../../domain/formulas'
import { isBetter, type Measure, type Measured } from '../../domain/measures'
import { clock } from '../../domain/number-text'

type DistanceUnit = keyof typeof METRES

/** How a measure is called: on its button, above its figure, and what a workout's value is. */
const WORDS: { readonly [M in Measure]: { button: string; title: string; of: string } } = {
  estimate: { button: 'Estimated 1RM', title: 'Estimated 1RM', of: 'Estimated 1RM of each workout' },
  added: { button: 'Added', title: 'Estimated added load', of: 'Estimated added load of each workout' },
  volume: { button: 'Volume', title: 'Volume', of: 'Volume of each workout' },
  reps: { button: 'Most reps', title: 'Most repetitions', of: 'Most repetitions in a set of each workout' },
  'total reps': { button: 'All reps', title: 'Repetitions', of: 'Repetitions of each workout' },
  seconds: { button: 'Longest', title: 'Longest set', of: 'Longest set of each workout' },
  'total seconds': { button: 'Whole time', title: 'Time', of: 'Time of each workout' },
  metres: { button: 'Farthest', title: 'Farthest set', of: 'Farthest set of each workout' },
  'total metres': { button: 'Whole way', title: 'Distance', of: 'Distance of each workout' },
  pace: { button: 'Pace', title: 'Pace', of: 'Pace of each workout' },
}

export const wordsOf = (measure: Measure) => WORDS[measure]

/** The unit that distances were last said in: far ones are shown in it. */
export function distanceUnit(sets: readonly Counted[]): DistanceUnit {
  const last = sets
    .filter(({ set }) => set.fields.distance_unit !== null)
    .toSorted(
      (one, other) => Date.parse(other.set.fields.performed_at) - Date.parse(one.set.fields.performed_at),
    )[0]
  return last?.set.fields.distance_unit ?? 'm'
}

/** A value with its unit: "112.5 kg", "+28 kg", "1:35", "5.2 km", "5:06 min/km". */
export function measureText(measure: Measure, value: number, unit: Unit, far: DistanceUnit): string {
  switch (measure) {
    case 'estimate':
    case 'volume':
      return quantity(value, unit)
    case 'added':
      return `${value < 0 ? '−' : '+'}${quantity(Math.abs(value), unit)}`
    case 'reps':
    case 'total reps':
      return amount(value)
    case 'seconds':
    case 'total seconds':
      return clock(Math.round(value))
    case 'metres':
    case 'total metres':
      return quantity(value / METRES[far], far)
    case 'pace': {
      const each = far === 'mi' || far === 'yd' || far === 'ft' ? 'mi' : 'km'
      return `${clock(Math.round((value * METRES[each]) / 1000))} min/${each}`
    }
  }
}

/** What the chart shows, in a sentence. */
export function summaryOf(measure: Measure, values: readonly Measured[], textOf: (value: number) => string) {
  const [first] = values
  if (!first) return 'Nothing of it in this time.'
  const best = values.reduce((one, other) => (isBetter(measure, other.value, one.value) ? other : one), first)
  const workouts = counted(values.length, 'workout')
  const also = measure === 'volume' ? ': load times repetitions of the working sets' : ''
  return `${workouts}, the best of them ${textOf(best.value)}${also}.`
}

/** That the body is in an estimate, and what is left without it; empty where it is not in it. */
export function bodyIn({ bodyWeight }: Counted, added: number | null, unit: Unit): string {
  if (added === null || bodyWeight === null) return ''
  const body = quantity(bodyWeight, unit)
  const load = quantity(Math.abs(added), unit)
  return added < 0
    ? `The body’s ${body} are in it: one repetition would take ${load} of help.`
    : `The body’s ${body} are in it: ${load} could be hung on for one repetition.`
}
