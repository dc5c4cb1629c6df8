import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

type Theme = 'light' | 'dark'
const css = readFileSync(new URL('../src/tokens.css', import.meta.url), 'utf8').replace(/\/\*.*?\*\//gs, '')
const THEMES: readonly Theme[] = ['light', 'dark']

/** The colours of a theme, as far as they are given in hexadecimal. */
function colours(theme: Theme): Map<string, string> {
  const byName = new Map<string, string>()
  for (const [, name, value] of css.matchAll(/--([\w-]+):\s*([^;]+);/g)) {
    const both = /^light-dark\(\s*(#[\da-f]{6})\s*,\s*(#[\da-f]{6})\s*\)$/.exec(value!.trim())
    const one = /^#[\da-f]{6}$/.exec(value!.trim())
    const colour = both ? both[theme === 'light' ? 1 : 2] : one?.[0]
    // The first says what holds; what stands in a media query further down only adds contrast.
    if (colour && !byName.has(name!)) byName.set(name!, colour)
  }
  return byName
}

/** Relative luminance as WCAG 2 defines it, from 0 to 1. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high! + 0.05) / (low! + 0.05)
}

/** What is written on what. */
const TEXT: Record<string, readonly string[]> = {
  ground: ['ink', 'ink-2', 'ink-3', 'brass-ink', 'patina-ink', 'rust-ink', 'steel-ink'],
  surface: ['ink', 'ink-2', 'ink-3', 'brass-ink', 'patina-ink', 'rust-ink', 'steel-ink'],
  raised: ['ink', 'ink-2', 'ink-3', 'rust-ink', 'steel-ink'],
  sunk: ['ink', 'ink-2', 'ink-3', 'rust-ink', 'steel-ink'],
  ink: ['surface'],
  brass: ['on-brass'],
  'brass-press': ['on-brass'],
  'brass-tint': ['ink', 'ink-2', 'ink-3', 'brass-ink', 'steel-ink', 'rust-ink'],
  patina: ['on-patina'],
  'patina-tint': ['ink', 'ink-2', 'ink-3', 'patina-ink', 'steel-ink', 'rust-ink'],
  rust: ['on-rust'],
  'rust-tint': ['ink', 'ink-2', 'ink-3', 'rust-ink', 'steel-ink'],
  steel: ['on-steel'],
  'steel-tint': ['ink', 'ink-2', 'ink-3', 'steel-ink', 'rust-ink'],
  heather: ['on-heather'],
  panel: ['panel-ink', 'panel-ink-2', 'panel-brass', 'panel-rust'],
  'panel-display': ['panel-ink', 'panel-ink-2', 'panel-brass', 'panel-rust'],
  'panel-key': ['panel-ink', 'panel-ink-2', 'panel-brass', 'panel-rust'],
  'panel-press': ['panel-ink'],
  'plate-25': ['on-plate-25'],
  'plate-20': ['on-plate-20'],
  'plate-15': ['on-plate-15'],
  'plate-10': ['on-plate-10'],
  'plate-5': ['on-plate-5'],
  'plate-2-5': ['on-plate-2-5'],
  'plate-1-25': ['on-plate-1-25'],
}

/** Edges and marks that tell a control or its state from what it lies on: [edge, ground]. */
const EDGES: readonly (readonly [string, string])[] = [
  ['edge', 'ground'],
  ['edge', 'surface'],
  ['edge', 'raised'],
  ['brass-ink', 'surface'],
  ['brass-ink', 'brass-tint'],
  ['patina', 'surface'],
  ['patina', 'patina-tint'],
  ['patina-ink', 'patina-tint'],
  ['rust', 'surface'],
  ['rust', 'rust-tint'],
  ['rust-ink', 'raised'],
  ['steel', 'surface'],
  ['steel', 'steel-tint'],
  ['heather', 'surface'],
  ['focus', 'ground'],
  ['focus', 'surface'],
  ['focus', 'raised'],
  ['focus', 'brass-tint'],
  ['focus', 'patina-tint'],
  ['focus', 'rust-tint'],
  ['focus', 'steel-tint'],
  ['panel-focus', 'panel'],
  ['panel-focus', 'panel-key'],
  ['panel-edge', 'panel'],
  ['panel-edge', 'panel-display'],
  ['panel-brass', 'panel'],
  ['panel-brass', 'panel-key'],
  ['plate-rim', 'surface'],
  ['plate-rim', 'panel'],
]

describe.each(THEMES)('the colours of the %s theme', (theme) => {
  const palette = colours(theme)
  const colour = (name: string) => {
    const value = palette.get(name)
    if (!value) throw new Error(`--${name} has no colour for the ${theme} theme`)
    return value
  }

  const texts = Object.entries(TEXT).flatMap(([on, all]) => all.map((text) => [text, on] as const))

  test.each(texts)('text: %s on %s can be read (4.5 to 1)', (text, on) => {
    expect(contrast(colour(text), colour(on))).toBeGreaterThanOrEqual(4.5)
  })

  test.each(EDGES)('edge: %s on %s can be seen (3 to 1)', (edge, on) => {
    expect(contrast(colour(edge), colour(on))).toBeGreaterThanOrEqual(3)
  })
})

test('contrast is counted as WCAG counts it', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})
