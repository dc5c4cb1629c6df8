import { counted } from '../../domain/amounts'
import type { SetTarget } from '../../api/schema'
import { LONGEST_NAME, LONGEST_PLANNED_NOTE, LONGEST_TEXT } from '../../domain/limits'
import type { FieldsOf } from '../../core/rows'
import { hiddenInName, hiddenInText, isSeen, isTaken, tidyName } from '../../domain/names'
import { ruleBroken } from '../../domain/set-limits'
import { ambiguity, typed as numberOf } from '../../domain/number-text'
import { folded } from '../../domain/numerals'

/**
 * The server's rules for plans, so that nothing is refused later: each message says what is, then what the rule is.
 * Times are in seconds.
 */
type Planned = FieldsOf['plan_exercise']
/** What is wrong, by field. */
export type Problems<F> = { [K in keyof F]?: string }
/** The fields that are a whole number, and may be nothing where they are optional. */
export type WholeField =
  | 'warmup_sets'
  | 'working_sets'
  | 'target_reps'
  | 'target_reps_max'
  | 'rpe_early'
  | 'rpe_last'
  | 'rest_time'
  | 'rest_time_max'

export interface Whole {
  label: string
  /** As a column is headed. */
  short: string
  min: number
  max: number
  optional?: true
  /** Seconds, read and shown as minutes and seconds. */
  time?: true
}

const REPS = { min: 1, max: 1000 }
const REST = { min: 0, max: 86_400, time: true } as const
export const WHOLE: { readonly [F in WholeField]: Whole } = {
  warmup_sets: { label: 'Warm-up sets', short: 'Warm-up', min: 0, max: 100 },
  working_sets: { label: 'Working sets', short: 'Sets', min: 0, max: 4 },
  target_reps: { label: 'Reps from', short: 'Reps', ...REPS },
  target_reps_max: { label: 'Reps to', short: 'to', ...REPS, optional: true },
  rpe_early: { label: 'Early RPE', short: 'Early RPE', min: 1, max: 10 },
  rpe_last: { label: 'Last RPE', short: 'Last RPE', min: 1, max: 10 },
  rest_time: { label: 'Rest from', short: 'Rest', ...REST },
  rest_time_max: { label: 'Rest to', short: 'to', ...REST, optional: true },
}
const FIFTH_SET = ' For a fifth set add the exercise a second time.'

export const LONGEST = {
  name: LONGEST_NAME,
  exerciseNotes: LONGEST_PLANNED_NOTE,
  text: LONGEST_TEXT,
} as const
export const MOST_SUBSTITUTES = 2
export const MOST_SET_TARGETS = 50

/** Seconds as they are read: "2:00", "1:02:10". */
export function showTime(seconds: number): string {
  const two = (part: number) => String(part).padStart(2, '0')
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

/** "2:00", "1:02:10" or plain seconds; null where it is neither. */
export function readTime(text: string): number | null {
  if (!/^\d+(:[0-5]?\d){0,2}$/.test(text)) return null
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
}

export function showWhole(rule: Whole, value: number | null): string {
  if (value === null) return ''
  return rule.time ? showTime(value) : String(value)
}

export type Read<T> = { value: T } | { error: string }

/** A whole number as it was typed. */
export function readWhole(rule: Whole, typed: string): Read<number | null> {
  const text = rule.time ? folded(typed) : numberOf(typed)
  if (text === '' && rule.optional) return { value: null }
  const value = rule.time ? readTime(text) : /^\d+$/.test(text) ? Number(text) : null
  if (value !== null && value >= rule.min && value <= rule.max) return { value }
  const [least, most] = [showWhole(rule, rule.min), showWhole(rule, rule.max)]
  const must = rule.time
    ? `must be minutes and seconds such as 2:30, at most ${most}`
    : `must be a whole number, ${least} to ${most}`
  const fifth = rule === WHOLE.working_sets && value !== null ? FIFTH_SET : ''
  return { error: `Not saved: ${lower(rule.label)} ${must}. ${ambiguity(text) ?? quoted(typed)}${fifth}` }
}

/** What fields do not allow together, or by themselves. `typed` are those that the person changed: they get the blame. */
export function checkExercise(fields: Planned, typed: ReadonlySet<string>): Problems<Planned> {
  const problems: Problems<Planned> = {}
  for (const [low, high] of [
    ['target_reps', 'target_reps_max'],
    ['rest_time', 'rest_time_max'],
  ] as const) {
    const [from, to] = [fields[low], fields[high]]
    if (to === null || to >= from) continue
    const blamed = typed.has(low) && !typed.has(high) ? low : high
    const [least, most] = [showWhole(WHOLE[low], from), showWhole(WHOLE[high], to)]
    problems[blamed] =
      blamed === low
        ? `Not saved: ${lower(WHOLE[low].label)} must not be above ${most}. You typed ${least}.`
        : `Not saved: ${lower(WHOLE[high].label)} must not be below ${least}. You typed ${most}.`
  }
  const named = [fields.exercise_id, ...fields.substitutes]
  if (new Set(named).size < named.length)
    problems.substitutes =
      'Not saved: substitutes must be other exercises than the planned one, and differ from each other.'
  const notes = tooLong('Notes', fields.notes, LONGEST.exerciseNotes)
  if (notes) problems.notes = notes
  const returning = tooLong('The note for next time', fields.returning_note, LONGEST.text)
  if (returning) problems.returning_note = returning
  return problems
}

export function checkDay(fields: FieldsOf['plan_day']): Problems<FieldsOf['plan_day']> {
  const [name, notes] = [
    checkName('The name of a day', fields.day_name),
    tooLong('Notes', fields.notes, LONGEST.text),
  ]
  return { ...(name && { day_name: name }), ...(notes && { notes }) }
}

/** `others` are the names of all other plans. */
export function checkPlan(fields: FieldsOf['plan'], others: ReadonlySet<string>): Problems<FieldsOf['plan']> {
  const name =
    checkName('The name of a plan', fields.plan_name) ??
    (isTaken(fields.plan_name, others)
      ? `Not saved: another plan is called “${fields.plan_name}”. Choose another name.`
      : undefined)
  const notes = tooLong('Notes', fields.notes, LONGEST.text)
  return { ...(name && { plan_name: name }), ...(notes && { notes }) }
}

export function checkName(what: string, name: string): string | undefined {
  const hidden = hiddenInName(name)
  if (hidden) return `Not saved: ${lower(what)} must not have the invisible character ${hidden}.`
  if (!isSeen(name)) return `Not saved: ${lower(what)} must not be empty.`
  return tooLong(what, tidyName(name), LONGEST.name)
}

/** The server counts characters, not units of 16 bits. */
function tooLong(what: string, text: string, most: number): string | undefined {
  const hidden = hiddenInText(text)
  if (hidden) return `Not saved: ${lower(what)} must not have the invisible character ${hidden}.`
  const length = text.length <= most ? 0 : [...text].length
  return length > most
    ? `Not saved: ${lower(what)} must have at most ${most} characters, not ${length}.`
    : undefined
}

/** A single set as it is typed; "" is as the others are. */
export interface TypedTarget {
  set_type: SetTarget['set_type']
  set_number: string
  target_reps: string
  target_reps_max: string
  target_rpe: string
  load: string
  load_unit: 'kg' | 'lb'
  rest_time: string
  intensity_technique: SetTarget['intensity_technique']
  note: string
}

const NUMBER: Whole = { label: 'Set number', short: 'No.', min: 1, max: 100 }
const OPTIONAL_REPS: Whole = { ...WHOLE.target_reps, optional: true }
const OPTIONAL_REST: Whole = { ...WHOLE.rest_time, label: 'Rest', optional: true }

/** A single set as the server takes it, or what is wrong with it. */
export function readTarget(typed: TypedTarget): { value?: SetTarget; problems: Problems<TypedTarget> } {
  const problems: Problems<TypedTarget> = {}
  const whole = (field: keyof TypedTarget & string, rule: Whole, text: string) => {
    const read = readWhole(rule, text)
    if ('error' in read) problems[field] = read.error
    return 'error' in read ? null : read.value
  }
  const set_number = whole('set_number', NUMBER, typed.set_number)
  const target_reps = whole('target_reps', OPTIONAL_REPS, typed.target_reps)
  const target_reps_max = whole('target_reps_max', WHOLE.target_reps_max, typed.target_reps_max)
  const rest_time = whole('rest_time', OPTIONAL_REST, typed.rest_time)
  if (target_reps_max !== null && target_reps_max < (target_reps ?? 1))
    problems.target_reps_max = `Not saved: reps to must not be below ${target_reps ?? 1}. You typed ${target_reps_max}.`
  const target_rpe = numberOf(typed.target_rpe)
  if (target_rpe !== '' && (ruleBroken('rpe', target_rpe) !== undefined || Number(target_rpe) < 1))
    problems.target_rpe = `Not saved: RPE must be 1 to 10 in half steps, such as 8 or 8.5. ${ambiguity(target_rpe) ?? quoted(typed.target_rpe)}`
  const load = numberOf(typed.load)
  const rule = load === '' ? undefined : ruleBroken('load', load)
  if (rule) problems.load = `Not saved: the load ${rule}. ${ambiguity(load) ?? quoted(typed.load)}`
  const note = tooLong('The note of a set', typed.note, LONGEST.text)
  if (note) problems.note = note
  if (set_number === null || Object.keys(problems).length > 0) return { problems }
  const value: SetTarget = {
    set_type: typed.set_type,
    set_number,
    target_reps,
    target_reps_max,
    target_rpe: target_rpe || null,
    load: load || null,
    load_unit: load ? typed.load_unit : null,
    rest_time,
    intensity_technique: typed.intensity_technique,
    note: typed.note,
  }
  return { value, problems }
}

/** The sets that are said twice, as "working 2". */
export function repeatedTargetProblem(targets: readonly SetTarget[]): string | undefined {
  const names = targets.map((each) => `${each.set_type} ${each.set_number}`)
  return names.find((name, index) => names.indexOf(name) < index)
}

/** A single set that the exercise does not have, in words; undefined where all are there. */
export function surplusTargetProblem(
  targets: readonly SetTarget[],
  { warmup_sets, working_sets }: { warmup_sets: number; working_sets: number },
): string | undefined {
  for (const { set_type, set_number } of targets) {
    const [count, what] = set_type === 'warmup' ? [warmup_sets, 'warm-up set'] : [working_sets, 'working set']
    if (set_number > count) return `The exercise has ${counted(count, what)}. You typed number ${set_number}.`
  }
  return undefined
}

function quoted(text: string): string {
  return text.trim() === '' ? 'You typed nothing.' : `You typed ${text.trim()}.`
}

function lower(label: string): string {
  return label.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())
}
