/** What a name is, as on the server (contents.py); tests/vectors/names.json holds both to it. */

export const LONGEST_NAME = 100

/** Letters that are blank all the same. */
const BLANK_LETTERS = '\u115f\u1160\u2800\u3164\uffa0'
const SEEN = new RegExp(`[^\\p{C}\\p{M}\\p{Z}${BLANK_LETTERS}]|[\\p{Co}\\p{Cs}]`, 'u')

/** One blank between words, none around them. */
export function tidyName(name: string): string {
  return name.trim().replace(/\s+/gu, ' ')
}

/** Whether anything of a name can be seen. */
export function isSeen(name: string): boolean {
  return SEEN.test(name)
}

/** Equal for names that differ in nothing but blanks, case and width: they are the same name. */
export function nameKey(name: string): string {
  return tidyName(name.normalize('NFKC').toLowerCase().replaceAll('ß', 'ss').replaceAll('ς', 'σ'))
}

export function isTaken(name: string, names: Iterable<string>): boolean {
  return [...names].some((each) => nameKey(each) === nameKey(name))
}
