import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import { parse } from 'svelte/compiler'
import { expect, test } from 'vitest'

const SOURCE = resolve(import.meta.dirname, '../src')
const FILES = readdirSync(SOURCE, { recursive: true, withFileTypes: true })
  .filter((each) => each.isFile() && /\.(ts|svelte)$/.test(each.name) && !each.name.endsWith('.d.ts'))
  .map((each) => relative(SOURCE, join(each.parentPath, each.name)))

/** Names of what is stored on devices, or sent: they stay as they are, wherever a type writes them down. */
const STORED = ['core/database.ts told', 'data/device-file.ts known']

interface Node {
  type: string
  [field: string]: unknown
}

test('a word that is no name is the name of nothing in the client, nor a part of one', () => {
  const words = wordsThatAreNoNames()
  const wrong = FILES.flatMap((file) =>
    [...namesIn(file), ...partsOf(basename(file).split('.')[0] ?? '')]
      .filter((name) => partsOf(name).some((part) => words.has(part)))
      .map((name) => `${file} ${name}`),
  )

  expect(wrong.filter((each) => !STORED.includes(each))).toEqual([])
}, 30_000)

test('a word is noticed in a variable, a parameter, a field, a function, a type, a loop of a template', () => {
  const text = `<script lang="ts">
    import said from './x'
    interface Told { meant: string }
    const { a: found, b: { made = 1 } } = x
    class Held { constructor(private readonly asked: string) {} }
    function given(known: string) { return (there: string) => there + known }
  </script>
  {#each x as keeping, standing (keeping)}{@const deck = 1}{/each}{#snippet well(ruler: string)}{/snippet}`

  expect([...declaredIn(text)].sort()).toEqual(
    'Held Told asked constructor deck found given keeping known made meant ruler said standing there well'.split(
      ' ',
    ),
  )
})

/** From the table in ARCHITECTURE.md, which is the list: all lines of which the second column names this folder or "all". */
function wordsThatAreNoNames(): Set<string> {
  const text = readFileSync(resolve(SOURCE, '../../ARCHITECTURE.md'), 'utf8')
  const [, section = ''] = text.split('\n## Words that are no names\n')
  const rows = [...section.matchAll(/^\| (`[^|]+) \| (all|web\/src) \|/gm)]
  const words = rows.flatMap(([, cell = '']) => [...cell.matchAll(/`(\w+)`/g)].map(([, word = '']) => word))
  expect(words).toContain('said')
  return new Set(words)
}

/** "heldSince" is of "held" and "since". */
function partsOf(name: string): string[] {
  // What is written in capitals throughout is a constant, whose words are read like any other.
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
}

function namesIn(file: string): Set<string> {
  const text = readFileSync(join(SOURCE, file), 'utf8')
  return declaredIn(file.endsWith('.ts') ? `<script lang="ts">\n${text}\n</script>` : text)
}

/** Every name that a component declares, in its script and in its markup. */
function declaredIn(text: string): Set<string> {
  const names = new Set<string>()
  visit(parse(text, { modern: true }) as unknown as Node, names)
  return names
}

function visit(node: Node, names: Set<string>): void {
  for (const pattern of declarations(node)) for (const name of namesOf(pattern)) names.add(name)
  for (const child of Object.values(node)) {
    for (const each of Array.isArray(child) ? child : [child]) if (isNode(each)) visit(each, names)
  }
}

/** The patterns that a node gives names by. */
function declarations(node: Node): unknown[] {
  switch (node.type) {
    case 'VariableDeclarator':
    case 'ClassDeclaration':
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return [node.id]
    case 'FunctionDeclaration':
      return [node.id, ...list(node.params)]
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return list(node.params)
    case 'TSFunctionType':
    case 'TSMethodSignature':
      return [node.type === 'TSMethodSignature' && node.key, ...list(node.parameters)]
    case 'PropertyDefinition':
    case 'MethodDefinition':
    case 'TSPropertySignature':
      return [node.key]
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
      return [node.local]
    // A name that is taken over is judged where it is declared.
    case 'ImportSpecifier':
      return String(namesOf(node.imported)) === String(namesOf(node.local)) ? [] : [node.local]
    case 'CatchClause':
      return [node.param]
    case 'EachBlock':
      return [node.context, typeof node.index === 'string' && { type: 'Identifier', name: node.index }]
    case 'SnippetBlock':
      return [node.expression, ...list(node.parameters)]
    case 'AwaitBlock':
      return [node.value, node.error]
    default:
      return []
  }
}

function namesOf(pattern: unknown): string[] {
  if (!isNode(pattern)) return []
  switch (pattern.type) {
    case 'Identifier':
      return [String(pattern.name)]
    case 'ObjectPattern':
      return list(pattern.properties).flatMap(namesOf)
    case 'Property':
      return namesOf(pattern.value)
    case 'ArrayPattern':
      return list(pattern.elements).flatMap(namesOf)
    case 'AssignmentPattern':
      return namesOf(pattern.left)
    case 'RestElement':
      return namesOf(pattern.argument)
    case 'TSParameterProperty':
      return namesOf(pattern.parameter)
    default:
      return []
  }
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}
