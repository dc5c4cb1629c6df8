import type { Refusal } from '../api/http'
import { APP_TITLES } from '../domain/import-formats'
import type { Choices } from './imports'

/** Something that the server has to know of a file before it can read it. */
export interface Question {
  field: string
  /** The word or name in the file that it is about, where there is a question for each. */
  name: string | null
  label: string
  options: { value: string; label: string }[]
  /** In words, with what leaves it open. */
  detail: string
}

/** Fields that are answered for each word or name of the file by itself. */
const BY_NAME = ['set_types', 'exercise_units'] as const
type ByName = (typeof BY_NAME)[number]

const LABELS: Record<string, (name: string) => string> = {
  unit: () => 'The loads are in',
  exercise_units: (name) => `${name} is in`,
  date_order: () => 'In a date like 3/4/2025 comes first',
  month_language: () => 'The months are written in',
  time_zone: () => 'Clock of the file',
  read_as: () => 'Read it by the position of its columns, as an export of',
  set_types: (name) => `Rows that say “${name}” are`,
  overlapping: () => 'Workouts that are here already',
}

const UNITS = { kg: 'Kilograms', lb: 'Pounds' }
const WORDS: Record<string, Record<string, string>> = {
  unit: UNITS,
  exercise_units: UNITS,
  date_order: { day_first: 'The day', month_first: 'The month' },
  read_as: APP_TITLES,
  set_types: {
    working: 'Working sets',
    warmup: 'Warm-up sets',
    drop_set: 'Drop sets',
    failure: 'Sets to failure',
    rest: 'Rests',
    note: 'Notes',
  },
  overlapping: { skip: 'Leave them out', add: 'Take them all the same' },
}

const languages = new Intl.DisplayNames(undefined, { type: 'language' })

function wordOf(field: string, choice: string): string {
  if (field === 'month_language') return languages.of(choice) ?? choice
  return WORDS[field]?.[choice] ?? choice
}

/** Of a field the label and what can be chosen; a choice that this program does not know is shown as it is. */
export function choose(
  field: string,
  choices: readonly string[],
  name = '',
): Pick<Question, 'label' | 'options'> {
  return {
    label: LABELS[field]?.(name) ?? [field, name].filter(Boolean).join(': '),
    options: choices.map((choice) => ({ value: choice, label: wordOf(field, choice) })),
  }
}

/** All that the server asks about a file, whatever it is; empty where it only says what is wrong. */
export function questionsOf(problem: Refusal): Question[] {
  return (problem.fields ?? [])
    .map((each) => {
      const name = isByName(each.field) ? (each.value ?? '') : null
      const choices = each.choices?.length ? each.choices : each.field === 'time_zone' ? zones() : []
      const example = each.value && name === null ? ` It says, for example: ${each.value}.` : ''
      return {
        field: each.field,
        name,
        ...choose(each.field, choices, name ?? ''),
        detail: `${each.rule}${example}`,
      }
    })
    .filter((question) => question.options.length > 0)
}

function isByName(field: string): field is ByName {
  return (BY_NAME as readonly string[]).includes(field)
}

/** The choices with one more answer. */
export function answered(
  choices: Choices,
  { field, name }: Pick<Question, 'field' | 'name'>,
  answer: string,
): Choices {
  if (name === null || !isByName(field)) return { ...choices, [field]: answer }
  return { ...choices, [field]: { ...choices[field], [name]: answer } }
}

/** Time zones to choose from: those of the account and of the device first. */
export function zones(...first: string[]): string[] {
  return [...new Set([...first, 'UTC', ...Intl.supportedValuesOf('timeZone')])]
}
