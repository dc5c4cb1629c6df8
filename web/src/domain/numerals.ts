/**
 * Numbers as people write them: in the digits of any script, with a decimal sign and a sign between thousands. The
 * server has the same rule in `numerals.py`; `tests/rules/numerals.json` holds both to it.
 */

export interface Signs {
  decimal: string
  /** Between thousands; "" where there is none. */
  thousands: string
}

const PLAIN: Readonly<Record<string, string>> = {
  '−': '-',
  '–': '-',
  '－': '-',
  '．': '.',
  '，': ',',
  '：': ':',
}
/** What groups thousands and nothing else (spaces, apostrophes, the Arabic sign). */
const GROUPS = /(?<=\d)[\s'’٬](?=\d)/g
const PARTS = /^(?<minus>-?)(?<whole>[\d.,']*?)(?:(?<sign>[.,٫])(?<fraction>\d*))?$/
const GROUPED = /^[1-9]\d{0,2}(?<group>[.,'])\d{3}(?:\k<group>\d{3})*$/

/** The text with digits of any script as 0 to 9, and full-width signs and any minus as those of ASCII. */
export function folded(text: string): string {
  return text.trim().replace(/[−–－．，：]|\p{Nd}/gu, (each) => PLAIN[each] ?? String(digitOf(each)))
}

/** Digits of a script follow each other from 0 on. */
function digitOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0
  let before = 0
  while (/\p{Nd}/u.test(String.fromCodePoint(code - before - 1))) before++
  return before % 10
}

/**
 * All that a text can mean, as decimal strings with a point: none where it is no number. Two where a point or comma
 * before three digits can be decimal or stand between thousands ("1,000"), unless it is one of the language's own signs;
 * then the thousands come first.
 */
export function readings(text: string, signs: Signs): string[] {
  const plain = folded(text).replace(GROUPS, "'")
  const grouped = asGrouped(plain)
  const parted = asParted(plain)
  const all = [...new Set([grouped, parted])].filter((each) => each !== null)
  if (all.length < 2) return all
  const sign = /[.,]/.exec(plain)?.[0]
  if (sign === signs.decimal) return all.slice(1)
  return sign === signs.thousands ? all.slice(0, 1) : all
}

/** As a whole number with signs between its thousands. */
function asGrouped(plain: string): string | null {
  const group = GROUPED.exec(plain.replace(/^-/, ''))?.groups?.group
  return group === undefined ? null : plain.replaceAll(group, '')
}

/** As a number whose last point or comma, if any, is decimal. */
function asParted(plain: string): string | null {
  const { minus = '', whole = '', sign, fraction = '' } = PARTS.exec(plain)?.groups ?? {}
  if (!whole && !fraction) return null
  const group = GROUPED.exec(whole)?.groups?.group
  if (!/^\d*$/.test(whole) && (group === undefined || group === sign)) return null
  const digits = group === undefined ? whole : whole.replaceAll(group, '')
  return minus + (digits || '0') + (fraction && `.${fraction}`)
}
