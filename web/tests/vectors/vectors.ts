import { readFileSync } from 'node:fs'

/** The cases of tests/vectors/NAME.json, which the server's own functions wrote (`make vectors`). */
export function vectors<T>(name: string): T {
  const text = readFileSync(new URL(`../../../tests/vectors/${name}.json`, import.meta.url), 'utf8')
  return JSON.parse(text, revived) as T
}

/** One character many times is written as that. */
function revived(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('of' in value && 'times' in value)) return value
  return String(value.of).repeat(Number(value.times))
}
