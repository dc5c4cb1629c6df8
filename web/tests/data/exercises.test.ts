import { expect, test } from 'vitest'
import { complete } from '../../src/core/defaults'
import { aliasesOf, errorsOf, isUsed, type ExerciseFields } from '../../src/data/exercises'
import { deviceWith } from '../vectors/device'

/* Which values the server takes is held to it by ../vectors/plan-limits.test.ts. */

const exercise = (name: string) => complete('exercise', { name }) as unknown as ExerciseFields

test('no other exercise of the person has the name, however it is written', () => {
  expect(errorsOf(exercise(' bench  PRESS'), ['Squat', 'Bench Press'])).toEqual({
    name: 'You have an exercise of this name already: bench PRESS.',
  })
  expect(errorsOf(exercise('Bench Press'), ['Squat', 'Bench'])).toEqual({})
})

test('what is wrong names the field and what was typed', () => {
  const wrong = { ...exercise(''), aliases: Array.from({ length: 21 }, (_, at) => `A${at}`), load_step: '0' }

  expect(errorsOf(wrong, [])).toEqual({
    name: 'It needs a name.',
    aliases: 'At most 20. There are 21.',
    load_step: 'Above 0 and below 1000, with at most 3 decimals. You typed 0.',
  })
})

test('other names are lines, each once', () => {
  expect(aliasesOf(' Bench\n\nBP \nbench\n \u200b \nBench  press')).toEqual(['Bench', 'BP', 'Bench press'])
})

test('an exercise is used that was done, is planned or can be done instead', async () => {
  const local = await deviceWith([
    { id: 'w1', fields: { started_at: '2024-03-02T18:00:00Z', time_zone: 'UTC' } },
    { id: 'b1', fields: { workout_id: 'w1', exercise_id: 'x1' } },
    { id: 'p1', fields: { plan_name: 'Push' } },
    { id: 'e1', fields: { plan_id: 'p1', exercise_id: 'x2', substitutes: ['x3'] } },
  ])

  const used = await local.read((reader) =>
    Promise.all(['x1', 'x2', 'x3', 'x4'].map((id) => isUsed(reader, id))),
  )

  expect(used).toEqual([true, true, true, false])
  local.close()
})
