import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { render } from 'svelte/server'
import { expect, test } from 'vitest'
import { lengthProblem } from '../src/domain/lengths'
import { LONGEST_TEXT } from '../src/domain/limits'
import TextField from '../src/ui/TextField.svelte'

const SOURCE = resolve(import.meta.dirname, '../src')

test('a text of the greatest length fits, and one more is called too long with its length', () => {
  expect(lengthProblem('a'.repeat(5), 5)).toBeUndefined()
  expect(lengthProblem('a'.repeat(6), 5)).toBe('At most 5 characters. There are 6.')
})

test('characters are counted as the server does, not units of 16 bits', () => {
  expect(lengthProblem('💪'.repeat(5), 5)).toBeUndefined()
  expect(lengthProblem('💪'.repeat(6), 5)).toBe('At most 5 characters. There are 6.')
})

test.each([
  ['a line', { longest: 100 }, 101, 100],
  ['a text of many lines', { rows: 3 }, LONGEST_TEXT + 1, LONGEST_TEXT],
])('%s that is too long stays whole in its field and is called so', (_, props, length, longest) => {
  const value = 'a'.repeat(length)

  const { body } = render(TextField, { props: { label: 'Name', value, ...props } })

  expect(body).toContain(value)
  expect(body).toContain('aria-invalid="true"')
  expect(body).toContain(`At most ${longest} characters. There are ${length}.`)
})

test('no field cuts what is pasted into it', () => {
  const cutting = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.svelte') && /\bmaxlength\b/i.test(readFileSync(join(SOURCE, file), 'utf8')),
  )

  expect(cutting).toEqual([])
})
