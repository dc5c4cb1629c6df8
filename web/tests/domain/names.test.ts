import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { hiddenInName, hiddenInText, isSeen, nameKey, tidyName } from '../../src/domain/names'

interface Case {
  name: string
  tidy: string | null
  key: string
  /** What it must not have: in a name, and in notes. */
  hidden?: string
  hidden_in_text?: string
}
const cases = JSON.parse(
  readFileSync(new URL('../../../tests/vectors/names.json', import.meta.url), 'utf-8'),
) as Case[]

test.each(cases)('"$name" is the name that the server makes of it', (expected) => {
  const { name } = expected
  const hidden = hiddenInName(name)
  expect({
    tidy: isSeen(name) && !hidden ? tidyName(name) : null,
    key: nameKey(name),
    hidden,
    hidden_in_text: hiddenInText(name),
  }).toEqual({
    tidy: expected.tidy,
    key: expected.key,
    hidden: expected.hidden,
    hidden_in_text: expected.hidden_in_text,
  })
})
