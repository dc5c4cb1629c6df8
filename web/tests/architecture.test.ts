import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const SOURCE = resolve(import.meta.dirname, '../src')
const FILES = readdirSync(SOURCE, { recursive: true, withFileTypes: true })
  .filter((each) => each.isFile() && /\.(ts|svelte)$/.test(each.name) && !each.name.endsWith('.d.ts'))
  .map((each) => relative(SOURCE, join(each.parentPath, each.name)))

/** What each folder may import beside itself. What is on top, like App.svelte, may import all. */
const MAY: Record<string, readonly string[]> = {
  api: [],
  core: ['api'],
  domain: ['core', 'api'],
  data: ['domain', 'core', 'api'],
  state: ['core', 'api'],
  ui: ['state', 'domain'],
  screens: ['ui', 'state', 'data', 'domain', 'core', 'api'],
}
/** The one component that asks for itself, since every screen would ask it the same. */
const ASKS = 'ui/ExercisePicker.svelte'

function importsOf(file: string): { from: string; types: boolean }[] {
  const text = readFileSync(join(SOURCE, file), 'utf8')
  return [...text.matchAll(/^\s*(import|export)(\s+type)?[^'"]*?from\s+'(\.[^']+)'/gm)].map((match) => ({
    from: relative(SOURCE, resolve(SOURCE, dirname(file), match[3] ?? '')),
    types: match[2] !== undefined,
  }))
}

test.each(FILES)('%s imports only what lies below it', (file) => {
  const folder = file.split('/')[0] ?? ''
  if (!file.includes('/') || file === ASKS) return
  const others = importsOf(file).map(({ from }) => from.split('/')[0] ?? '')

  expect(others.filter((other) => other !== folder && !MAY[folder]?.includes(other))).toEqual([])
})

test('training logic knows no database: of core it takes only types', () => {
  const taken = FILES.filter((file) => file.startsWith('domain/'))
    .flatMap(importsOf)
    .filter(({ from, types }) => from.startsWith('core/') && !types)

  expect(taken).toEqual([])
})

test('no file has more than 400 lines', () => {
  const long = FILES.filter((file) => readFileSync(join(SOURCE, file), 'utf8').split('\n').length > 401)

  expect(long).toEqual([])
})

test('nothing is in the markup that the Content-Security-Policy forbids, and nothing that could be injected', () => {
  const wrong = FILES.filter((file) =>
    /\sstyle="|\{@html|\beval\(|innerHTML/.test(readFileSync(join(SOURCE, file), 'utf8')),
  )

  expect(wrong).toEqual([])
})

test('colours come from the tokens alone', () => {
  const wrong = FILES.filter((file) => /#[0-9a-f]{3,8}\b(?=[;\s)])|rgba?\(/i.test(stylesOf(file)))

  expect(wrong).toEqual([])
})

function stylesOf(file: string): string {
  return /<style>([\s\S]*)<\/style>/.exec(readFileSync(join(SOURCE, file), 'utf8'))?.[1] ?? ''
}
