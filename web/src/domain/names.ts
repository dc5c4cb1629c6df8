/** What a name is, as on the server (contents.py); tests/vectors/names.json holds both to it. */

/** Letters that are blank all the same. */
const BLANK_LETTERS = '\u115f\u1160\u2800\u3164\uffa0'
const SEEN = new RegExp(`[^\\p{C}\\p{M}\\p{Z}${BLANK_LETTERS}]|[\\p{Co}\\p{Cs}]`, 'u')

/** Characters that show nothing and do something: controls that are no white space, and what turns the direction. */
// eslint-disable-next-line no-control-regex
const HIDDEN_IN_NAMES = /[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u
// eslint-disable-next-line no-control-regex
const HIDDEN_IN_TEXTS = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/u

/** The first character of a name that no name may have, as Unicode numbers it: U+202E. */
export function hiddenInName(name: string): string | undefined {
  return hidden(HIDDEN_IN_NAMES, name)
}

/** The same of notes, which have lines and tabs, and whose direction may turn. */
export function hiddenInText(text: string): string | undefined {
  return hidden(HIDDEN_IN_TEXTS, text)
}

function hidden(characters: RegExp, text: string): string | undefined {
  const code = characters.exec(text)?.[0].codePointAt(0)
  return code === undefined ? undefined : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}

/** White space, and the separators and the next line that are some to Python, too: old names may have them. */
// eslint-disable-next-line no-control-regex
const BLANKS = /[\s\x1c-\x1f\x85]+/gu

/** One blank between words, none around them. */
export function tidyName(name: string): string {
  return name.replace(BLANKS, ' ').trim()
}

/** Whether anything of a name can be seen. */
export function isSeen(name: string): boolean {
  return SEEN.test(name)
}

/** Equal for names that differ in nothing but blanks, case and width: they are the same name. */
export function nameKey(name: string): string {
  return tidyName(foldCase(name.normalize('NFKC')))
}

/** Equal for texts that differ in nothing but upper and lower case. */
export function foldCase(text: string): string {
  return text.toLowerCase().replaceAll('ß', 'ss').replaceAll('ς', 'σ')
}

export function isTaken(name: string, names: Iterable<string>): boolean {
  return [...names].some((each) => nameKey(each) === nameKey(name))
}
