import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isSeen, nameKey, tidyName } from '../../src/domain/names'

interface Case {
  name: string
  tidy: string | null
  key: string
}
const cases = JSON.parse(
  readFileSync(new URL('../../../tests/vectors/names.json', import.meta.url), 'utf-8'),
) as Case[]

test.each(cases)('"$name" is the name that the server makes of it', ({ name, tidy, key }) => {
  expect({ tidy: isSeen(name) ? tidyName(name) : null, key: nameKey(name) }).toEqual({ tidy, key })
})
