import { expect, test } from 'vitest'
import { problemOf } from '../src/api/http'
import {
  answersBefore,
  broughtFigures,
  broughtWords,
  confirmWords,
  namesOf,
  takenWords,
  workoutsOf,
} from '../src/data/import-report'
import { answered, questionsOf, zones } from '../src/data/import-questions'
import { formOf, type Choices, type ImportReport, type ImportRun } from '../src/data/imports'

const UNITS = ['kg', 'lb']

function errorsOf(...errors: { field: string; rule: string; value?: string; choices?: string[] }[]) {
  return problemOf({ title: 'Invalid', detail: errors[0]?.rule, errors }, 422)
}

test('whatever the server asks about a file is asked here, all of it at once, with the likeliest first', () => {
  const questions = errorsOf(
    { field: 'exercise_units', rule: 'Squat looks like kg.', value: 'Squat', choices: UNITS },
    { field: 'exercise_units', rule: 'Row looks like lb.', value: 'Row', choices: ['lb', 'kg'] },
    { field: 'tempo', rule: 'Which tempo is it?', value: '3010', choices: ['slow'] },
  )

  expect(questionsOf(questions)).toEqual([
    {
      field: 'exercise_units',
      name: 'Squat',
      label: 'Squat is in',
      options: [
        { value: 'kg', label: 'Kilograms' },
        { value: 'lb', label: 'Pounds' },
      ],
      detail: 'Squat looks like kg.',
    },
    {
      field: 'exercise_units',
      name: 'Row',
      label: 'Row is in',
      options: [
        { value: 'lb', label: 'Pounds' },
        { value: 'kg', label: 'Kilograms' },
      ],
      detail: 'Row looks like lb.',
    },
    {
      field: 'tempo',
      name: null,
      label: 'tempo',
      options: [{ value: 'slow', label: 'slow' }],
      detail: 'Which tempo is it? It says, for example: 3010.',
    },
  ])
})

test('what is only wrong is no question, but an unknown time zone is one', () => {
  const zone = questionsOf(errorsOf({ field: 'time_zone', rule: '"Mars" is no time zone', value: 'Mars' }))

  expect(questionsOf(errorsOf({ field: 'file', rule: 'No known format.' }))).toEqual([])
  expect(zone[0]?.options).toContainEqual({ value: 'Europe/Berlin', label: 'Europe/Berlin' })
})

test('answers go along by field, those about a name under that name, and the form has only what was answered', () => {
  const start: Choices = { exercises: {} }
  const answers: [string, string | null, string][] = [
    ['unit', null, 'lb'],
    ['time_zone', null, 'Europe/Berlin'],
    ['overlapping', null, 'skip'],
    ['exercise_units', 'Squat', 'kg'],
    ['exercise_units', 'Row', 'lb'],
    ['set_types', 'Pausa', 'rest'],
  ]

  const choices = answers.reduce(
    (so_far, [field, name, answer]) => answered(so_far, { field, name }, answer),
    start,
  )
  const form = formOf(new File(['x'], 'strong.csv'), { ...choices, take_file: false }, true)

  form.delete('file')
  expect(Object.fromEntries(form)).toEqual({
    unit: 'lb',
    time_zone: 'Europe/Berlin',
    overlapping: 'skip',
    exercise_units: '{"Squat":"kg","Row":"lb"}',
    set_types: '{"Pausa":"rest"}',
    dry_run: 'true',
  })
  expect(formOf(new File([], 'a'), { ...start, take_file: true }, false).get('take_file')).toBe('true')
  expect(start).toEqual({ exercises: {} })
})

test('zones begin with those that matter, each once', () => {
  const all = zones('UTC', 'Europe/Berlin')

  expect(all.slice(0, 2)).toEqual(['UTC', 'Europe/Berlin'])
  expect(new Set(all).size).toBe(all.length)
})

test('what was answered otherwise the last time and what taking the file does are said in sentences', () => {
  const report = {
    workouts_added: 0,
    workouts_known: 0,
    workouts_restored: 0,
    workouts_changed: 37,
    workouts_deleted: 0,
    workouts_overlapping: 2,
    answers_before: [
      { field: 'unit', name: null, before: 'lb', now: 'kg', workouts: 37 },
      { field: 'time_zone', name: null, before: 'UTC', now: 'Europe/Berlin', workouts: 1 },
      { field: 'exercise_units', name: 'squat', before: null, now: 'kg', workouts: 2 },
    ],
  } as unknown as ImportReport

  expect(answersBefore(report)).toEqual([
    'Last time the unit was pounds, now it is kilograms (37 workouts).',
    'Last time the clock was UTC, now it is Europe/Berlin (1 workout).',
    'Last time the unit of squat was left open, now it is kilograms (2 workouts).',
  ])
  expect(workoutsOf(report).map(({ label, count }) => `${label}: ${count}`)).toEqual([
    'New: 0',
    'Otherwise in the file: 37',
    'Here from elsewhere, left out: 2',
  ])
  const taken = { workouts: 1, sets_changed: 2, sets_added: 0, sets_removed: 0, sets_kept: 0 }
  expect(
    [
      { sets_added: 240, taken: null },
      { sets_added: 1, taken },
      { sets_added: 0, taken },
    ].map((each) => confirmWords(each as ImportReport)),
  ).toEqual(['Bring in 240 sets', 'Bring in 1 set, put 1 workout right', 'Put 1 workout right'])
  expect(takenWords({ workouts: 1, sets_changed: 3, sets_added: 0, sets_removed: 1, sets_kept: 0 })).toBe(
    '1 workout put right: 3 sets changed, 1 set removed.',
  )
})

test('a run that put workouts right says so, and one workout is no several', () => {
  const of = (more: object) =>
    ({
      workouts_added: 0,
      sets_added: 0,
      workouts_known: 0,
      workouts_changed: 1,
      set_aside_rows: 0,
      ...more,
    }) as ImportRun
  const put = of({ options: { take_file: true } })
  const kept = of({ options: { take_file: false }, workouts_added: 1, sets_added: 2500 })

  expect(broughtWords(put)).toBe('1 workout put right')
  expect(broughtWords({ ...put, sets_added: 3 })).toBe('0 workouts, 3 sets, 1 workout put right')
  expect(broughtWords(kept)).toBe('1 workout, 2,500 sets')
  expect(broughtFigures(put)).toContainEqual({ label: 'Put right', value: '1' })
  expect(broughtFigures(kept)).toContainEqual({ label: 'Otherwise', value: '1' })
  expect(broughtFigures(of({ options: {}, workouts_changed: 0 }))).toHaveLength(4)
})

test('names need a look that were made, are ambiguous, or are like others', () => {
  const candidate = { exercise_id: 'x', name: 'Squat (Barbell)', why: 'alike' }
  const name = (how: string, candidates = [candidate].slice(1)) => ({ name: how, how, candidates })
  const exercises = [
    name('made'),
    name('ambiguous'),
    name('own_name'),
    { ...name('alias', [candidate]), name: 'alike' },
    name('merged'),
  ]

  const { open, decided } = namesOf({ exercises } as unknown as ImportReport)

  expect(open.map((each) => each.name)).toEqual(['made', 'ambiguous', 'alike'])
  expect(decided.map((each) => each.name)).toEqual(['own_name', 'merged'])
})
