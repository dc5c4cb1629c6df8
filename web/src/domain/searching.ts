/**
 * How well names fit what was typed: the ranking of the server (exercises/searching.py), which is where each rule is
 * explained. tests/vectors/exercise_search.json holds both to one order.
 */
import { ABBREVIATIONS, LETTERS, MARKS, USUAL } from './search-words'

/** The better, the smaller; the names are the server's. */
export const FIT = {
  name: 0,
  alias: 1,
  nameBegins: 2,
  wordsOfName: 3,
  wordsOfAlias: 4,
  wordsOfAll: 5,
  inside: 6,
  oneSlip: 7,
  slips: 8,
  partly: 9,
} as const
export type Fit = (typeof FIT)[keyof typeof FIT]

/** An exercise's name and then its aliases, ready to be looked through at every key. */
export interface Names {
  words: string[][]
  compacts: string[]
  starts: string[][]
  every: string[]
  literal: string
}

interface Typed {
  words: string[]
  compact: string
  literal: string
}

const SHORTEST_INSIDE = 3
const ONE_SLIP = 4
const TWO_SLIPS = 8
const PLURALS = ['s', 'es']
/** Between the words of two names, which are not run together; no word has it. */
const BORDER = '\0'
const INVISIBLE = new RegExp(`[${MARKS}\\p{Cf}]`, 'gu')
const letters = new Map(Object.entries(LETTERS))
const abbreviations = new Map(Object.entries(ABBREVIATIONS))
const usual = new Map(USUAL.map((name, place) => [name, place]))

/** Without case, marks and what is invisible; letters that Unicode does not take apart as they are typed without. */
export function foldLetters(text: string): string {
  const small = text.normalize('NFKD').toLowerCase().normalize('NFKD').replace(INVISIBLE, '')
  return [...small]
    .map((letter) => letters.get(letter) ?? letter)
    .join('')
    .normalize('NFC')
}

export function wordsOf(text: string): string[] {
  return foldLetters(text)
    .replace(/['’‘`´]/g, '')
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter(Boolean)
}

export function namesOf(texts: readonly string[]): Names {
  const words = texts.map(wordsOf)
  return {
    words,
    compacts: words.map((each) => each.join('')),
    starts: words.map((each) => each.map((_, place) => each.slice(place).join(''))),
    every: words.flatMap((each) => [...each, BORDER]),
    literal: foldLetters(texts[0] ?? ''),
  }
}

/** By place in `exercises`: how well it fits, where it does. */
export function fits(search: string, exercises: readonly Names[]): Map<number, Fit> {
  const words = wordsOf(search)
  const typed = { words, compact: words.join(''), literal: foldLetters(search).trim() }
  if (words.length === 0)
    return rated(exercises, (names) => (names.literal.includes(typed.literal) ? FIT.inside : undefined))
  for (const rate of [fitOf, slippedFit]) {
    const fitting = rated(exercises, (names) => rate(typed, names))
    if (fitting.size > 0) return fitting
  }
  const shares = exercises.map((names) => shareOf(typed, names))
  const most = Math.max(0, ...shares)
  return rated(exercises, (_, place) =>
    most > 0 && shares[place] === most && most * 2 >= words.length ? FIT.partly : undefined,
  )
}

/** Of names that fit equally well: the usual ones, then the shorter, plainer ones, then by the letters. */
export function byUsual(one: string, other: string): number {
  const place = (name: string) => usual.get(name) ?? usual.size
  const length = (name: string) => wordsOf(name).length
  return (
    place(one) - place(other) ||
    length(one) - length(other) ||
    byLetters(foldLetters(one), foldLetters(other))
  )
}

/** By code points, as the server compares them. */
function byLetters(one: string, other: string): number {
  const [first, second] = [[...one], [...other]]
  const at = first.findIndex((letter, place) => letter !== second[place])
  if (at < 0) return first.length - second.length
  return (first[at]?.codePointAt(0) ?? 0) - (second[at]?.codePointAt(0) ?? -1)
}

function rated(
  exercises: readonly Names[],
  rate: (names: Names, place: number) => Fit | undefined,
): Map<number, Fit> {
  const fitting = new Map<number, Fit>()
  exercises.forEach((names, place) => {
    const fit = rate(names, place)
    if (fit !== undefined) fitting.set(place, fit)
  })
  return fitting
}

function fitOf({ words, compact }: Typed, names: Names): Fit | undefined {
  const [name = [], ...aliases] = names.words
  if (names.compacts[0] === compact) return FIT.name
  if (names.compacts.includes(compact)) return FIT.alias
  if (names.compacts[0]?.startsWith(compact)) return FIT.nameBegins
  if (covers(name, words)) return FIT.wordsOfName
  if (aliases.some((each) => covers(each, words))) return FIT.wordsOfAlias
  if (covers(names.every, words)) return FIT.wordsOfAll
  const long = words.every((word) => [...word].length >= SHORTEST_INSIDE)
  return long && words.every((word) => names.every.some((each) => each.includes(word)))
    ? FIT.inside
    : undefined
}

function covers(words: readonly string[], wanted: readonly string[]): boolean {
  const [first, ...rest] = wanted
  if (first === undefined) return true
  if (begins(words, first) && covers(words, rest)) return true
  const [second, ...others] = rest
  if (second !== undefined && begins(words, first + second) && covers(words, others)) return true
  const meaning = abbreviations.get(first)
  return (
    meaning !== undefined && meaning.split(' ').every((each) => begins(words, each)) && covers(words, rest)
  )
}

function begins(words: readonly string[], wanted: string): boolean {
  const stems = PLURALS.filter((ending) => wanted.endsWith(ending) && wanted !== ending).map((ending) =>
    wanted.slice(0, -ending.length),
  )
  return words.some(
    (word, place) =>
      word.startsWith(wanted) ||
      stems.includes(word) ||
      (wanted.startsWith(word) && [wanted, ...stems].some((each) => runsOn(words.slice(place), each))),
  )
}

function runsOn(words: readonly string[], wanted: string): boolean {
  let rest = wanted
  for (const word of words) {
    if (!rest.startsWith(word)) return [...rest].length > 1 && word.startsWith(rest)
    rest = rest.slice(word.length)
    if (!rest) return true
  }
  return false
}

function slippedFit({ words }: Typed, names: Names): Fit | undefined {
  const counts = names.words.map((each, place) => slips(words, each, names.starts[place] ?? []))
  const least = Math.min(...counts)
  return least === Infinity ? undefined : least === 1 ? FIT.oneSlip : FIT.slips
}

/** Infinity where too many are to be forgiven. */
function slips(wanted: readonly string[], words: readonly string[], starts: readonly string[]): number {
  let total = 0
  for (const word of wanted) {
    total += slipsOfWord(word, words, starts)
    if (total === Infinity) break
  }
  return total
}

function slipsOfWord(word: string, words: readonly string[], starts: readonly string[]): number {
  const typed = [...word]
  const allowed = Number(typed.length >= ONE_SLIP) + Number(typed.length >= TWO_SLIPS)
  let least = Infinity
  for (const start of starts) {
    const read = [...start].slice(0, typed.length + allowed)
    const near = read[0] === typed[0] || (typed.length > 1 && read[0] === typed[1] && read[1] === typed[0])
    if (!near) continue
    for (let count = 0; count <= allowed && count < least; count++)
      if (isWithin(typed, read, count)) least = count
  }
  return least === Infinity && covers(words, [word]) ? 0 : least
}

function isWithin(word: readonly string[], start: readonly string[], allowed: number): boolean {
  const both = Math.min(word.length, start.length)
  let same = 0
  while (same < both && word[same] === start[same]) same++
  if (same === both) return word.length - start.length <= allowed
  if (allowed === 0) return false
  const [one, other] = [word.slice(same), start.slice(same)]
  const swapped = one.length > 1 && one[0] === other[1] && one[1] === other[0]
  return (
    (swapped && isWithin(one.slice(2), other.slice(2), allowed - 1)) ||
    isWithin(one.slice(1), other.slice(1), allowed - 1) ||
    isWithin(one, other.slice(1), allowed - 1) ||
    isWithin(one.slice(1), other, allowed - 1)
  )
}

function shareOf({ words }: Typed, names: Names): number {
  if (words.length < 2) return 0
  const shares = names.words.map(
    (each, place) =>
      words.filter((word) => slipsOfWord(word, each, names.starts[place] ?? []) < Infinity).length,
  )
  return Math.max(...shares)
}
