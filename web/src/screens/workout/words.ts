import type { DistanceUnit, IntensityTechnique, LoadMode, LoadUnit, Side, Target } from '../../api/schema'
import type { Row } from '../../core/rows'
import { clock, decimal } from '../../domain/number-text'
import {
  fieldsOf,
  REMARKS,
  type ListedSet,
  type Remarks,
  type SetField,
  type SetFields,
  type SetValues,
  valuesOf,
} from './set-list'

/** Digits as they are typed into a clock: "130" is 1:30, "45" is 0:45. In seconds; null for nothing. */
export function secondsOfDigits(digits: string): number | null {
  if (!/^\d{1,6}$/.test(digits)) return null
  const padded = digits.padStart(6, '0')
  return Number(padded.slice(0, 2)) * 3600 + Number(padded.slice(2, 4)) * 60 + Number(padded.slice(4))
}

/** A load as it stands in a list of sets: what is added to the body, and what helps it. */
export function loadText(load: string, mode: LoadMode): string {
  const sign = Number(load) > 0 ? SIGN[mode] : ''
  return sign + decimal(load)
}
const SIGN: { readonly [M in LoadMode]: string } = {
  external: '',
  bodyweight_plus: '+',
  assisted: '−',
  band: '',
}

export function textOf(field: SetField, values: SetValues, mode: LoadMode): string {
  switch (field) {
    case 'load':
      return values.load === undefined ? '–' : loadText(values.load, mode)
    case 'reps':
      return values.reps === undefined ? '–' : String(values.reps)
    case 'seconds':
      return values.seconds === undefined ? '–' : clock(values.seconds)
    case 'distance':
      return values.distance === undefined ? '–' : decimal(values.distance)
  }
}

/** The head of a column. */
export function headOf(field: SetField, unit: LoadUnit, mode: LoadMode, distanceUnit: DistanceUnit): string {
  if (field === 'reps') return 'Reps'
  if (field === 'seconds') return 'Time'
  if (field === 'distance') return distanceUnit
  if (mode === 'assisted') return `− ${unit} help`
  return mode === 'bodyweight_plus' ? `+ ${unit}` : unit
}

export const NAME: { readonly [F in SetField]: string } = {
  load: 'Load',
  reps: 'Reps',
  seconds: 'Time',
  distance: 'Distance',
}

/** A set in one line without its effort: "102.5 × 5". A load in another unit than the list's says its own. */
export function setText(set: SetFields, fields: readonly SetField[], unit: LoadUnit): string {
  const values = valuesOf(set)
  const parts = fields.flatMap((field) => {
    const text = textOf(field, values, set.load_mode)
    if (text === '–') return []
    if (field === 'load' && values.unit && values.unit !== unit) return [`${text} ${values.unit}`]
    return [field === 'distance' ? `${text} ${values.distanceUnit ?? ''}`.trim() : text]
  })
  const text = parts.join(' × ') || '–'
  return set.side === 'left' || set.side === 'right' ? `${text} ${SIDE[set.side].short}` : text
}

/** In which effort is said: as the rating of perceived exertion, or as repetitions in reserve. */
export type EffortScale = 'rpe' | 'rir'
export const EFFORT: { readonly [S in EffortScale]: string } = { rpe: 'RPE', rir: 'RIR' }

/** An effort in the other scale: RIR is 10 − RPE, and the other way round. */
export function otherEffort(effort: string): string {
  return String(10 - Number(effort))
}

/** What was said of effort, in a scale; null where nothing was. */
export function effortIn(scale: EffortScale, { rpe, rir }: Pick<SetValues, 'rpe' | 'rir'>): string | null {
  const [own, other] = scale === 'rpe' ? [rpe, rir] : [rir, rpe]
  return own ?? (other ? otherEffort(other) : null)
}

/** Sides as a row has room for them, and as they are read. */
export const SIDE: { readonly [S in Side]: { short: string; words: string } } = {
  left: { short: 'L', words: 'left' },
  right: { short: 'R', words: 'right' },
  each: { short: 'L+R', words: 'each side' },
}

const REMARK_TEXTS: { readonly [R in keyof Remarks]-?: (values: Remarks) => string } = {
  note: ({ note }) => note ?? '',
  // It stands beside the number of the set.
  side: () => '',
}
/** What stands in the line below a set; empty where nothing does. */
export function remarksText(values: Remarks): string {
  return REMARKS.map((name) => REMARK_TEXTS[name](values))
    .filter(Boolean)
    .join(' · ')
}

/** Effort behind an "at": "@ 8.5", or what was left in reserve. */
export function effortText(set: Pick<SetFields, 'rpe' | 'rir'>): string {
  if (set.rpe !== null) return `@ ${decimal(set.rpe)}`
  return set.rir === null ? '' : `${decimal(set.rir)} left`
}

/** A set with units, to be read or copied: "102.5 kg × 5 reps @ 8". */
export function valuesText(values: SetValues, fields: readonly SetField[], mode: LoadMode): string {
  const texts = fields.flatMap((field) => {
    const text = textOf(field, values, mode)
    if (text === '–') return []
    if (field === 'load') return [`${text} ${values.unit ?? ''}`.trim()]
    if (field === 'reps') return [`${text} reps`]
    return [field === 'distance' ? `${text} ${values.distanceUnit ?? ''}`.trim() : text]
  })
  const { rpe, rir, side } = values
  const effort = rpe ? ` @ ${decimal(rpe)}` : rir ? `, ${decimal(rir)} left in reserve` : ''
  return texts.join(' × ') + effort + (side ? `, ${SIDE[side].words}` : '')
}

const TECHNIQUES: { readonly [T in IntensityTechnique]: string } = {
  'N/A': 'None',
  drop_set: 'Drop set',
  fail: 'To failure',
  myo_reps: 'Myo reps',
  partial_length: 'Partial range',
  pause: 'Pause',
  rest_pause: 'Rest-pause',
  superset: 'Superset',
}
export function techniqueName(technique: IntensityTechnique): string {
  return TECHNIQUES[technique]
}
/** Those that one set can be done with. */
export const SET_TECHNIQUES: readonly IntensityTechnique[] = [
  'fail',
  'drop_set',
  'rest_pause',
  'myo_reps',
  'partial_length',
  'pause',
]

/** How a set is called: "Set 3", "Warm-up 1", "Drop 1 of set 3". */
export function setName({ type, number, piece, label }: ListedSet): string {
  if (type === 'warmup') return `Warm-up ${number}`
  if (piece > 0) return `${label === 'D' ? 'Drop' : 'Piece'} ${piece} of set ${number}`
  return `Set ${number}`
}

export function range(low: number, high: number | null, of: (value: number) => string = String): string {
  return high === null || high === low ? of(low) : `${of(low)}–${of(high)}`
}

/** What the plan asks for, in one line. `after` names the member of a superset after which there is a rest. */
export function targetItems(
  target: Target,
  exercise: Row<'exercise'> | undefined,
  after: string | null,
  scale: EffortScale = 'rpe',
): { label: string; value: string }[] {
  const timed = !fieldsOf(exercise).includes('reps')
  const effort = (rpe: number) => (scale === 'rpe' ? String(rpe) : otherEffort(String(rpe)))
  const items = [
    { label: 'Reps', value: range(target.target_reps, target.target_reps_max) },
    { label: `Early ${EFFORT[scale]}`, value: effort(target.rpe_early) },
    { label: `Last ${EFFORT[scale]}`, value: effort(target.rpe_last) },
    { label: 'Rest', value: after ? `after ${after}` : range(target.rest_time, target.rest_time_max, clock) },
  ]
  const shownItems = timed ? items.slice(1) : items
  if (target.working_sets < 2) shownItems.splice(timed ? 0 : 1, 1)
  if (target.intensity_technique !== 'N/A') {
    shownItems.push({ label: 'Technique', value: techniqueName(target.intensity_technique) })
  }
  return shownItems
}
