import { folded, readings, type Signs } from './numerals'

/** The signs of a language, the browser's own where none is given. */
export function signsOf(locale?: string): Signs {
  const parts = new Intl.NumberFormat(locale).formatToParts(1234567.5)
  const of = (type: string) => parts.find((part) => part.type === type)?.value
  return { decimal: of('decimal') ?? '.', thousands: of('group') ?? '' }
}

const own = signsOf()
/** The decimal sign of the browser's language. */
export const decimalSign = own.decimal

/** A decimal string with the decimal sign of the browser's language and a true minus. */
export function decimal(value: string): string {
  return shown(value).replace('-', '−')
}

/** Seconds as "0:42" or "1:02:10"; what is finer than a second stays. */
export function clock(seconds: number | string): string {
  const [whole = '0', fraction] = String(seconds).split('.')
  const all = Math.max(0, Number(whole))
  const hours = Math.floor(all / 3600)
  const minutes = Math.floor(all / 60) % 60
  const rest = String(all % 60).padStart(2, '0')
  const text = hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
  return fraction && Number(fraction) > 0 ? text + decimalSign + fraction : text
}

/** A decimal string as it is shown while it is edited: "61.25" as "61,25" where that is written. */
export function shown(value: string, sign = decimalSign): string {
  return value.replace('.', sign)
}

/**
 * What was typed as a decimal string with a point and a plain minus. What is no number stays as it is, so that an error can
 * show it; what could be either of two keeps a comma, which no decimal string has: then `ambiguity` says both.
 */
export function typed(text: string, signs: Signs = own): string {
  const read = readings(text, signs)
  if (read.length > 1) return folded(text).replace('.', ',')
  return read[0] ?? text.trim().replace(/^[−–]/, '-')
}

/** What to do about a number that could be either of two, as `typed` answers it; undefined of any other. */
export function ambiguity(value: string, signs: Signs = own): string | undefined {
  const [whole = '', rest = ''] = value.split(',')
  if (!/^-?\d{1,3},\d{3}$/.test(value)) return undefined
  const text = `${whole}${signs.decimal === ',' ? '.' : ','}${rest}`
  return `${text} could be ${whole}${rest} or ${whole}${signs.decimal}${rest.replace(/0+$/, '') || '0'}: type one of them.`
}

/** One step up or down from a decimal string, exactly, and within bounds; null where there is no number to step from. */
export function stepped(
  value: string,
  step: string,
  by: 1 | -1,
  bounds: { min?: number | undefined; max?: number | undefined } = {},
): string | null {
  const from = value === '' ? '0' : value
  if (!/^-?\d*\.?\d*$/.test(from) || !/\d/.test(from)) return null
  const places = Math.max(placesOf(from), placesOf(step))
  const sum = scaled(from, places) + BigInt(by) * scaled(step, places)
  const result = unscaled(sum, places)
  const { min, max } = bounds
  if (min !== undefined && Number(result) < min) return String(min)
  if (max !== undefined && Number(result) > max) return String(max)
  return result
}

function placesOf(value: string): number {
  return value.split('.')[1]?.length ?? 0
}

function scaled(value: string, places: number): bigint {
  const [whole = '', fraction = ''] = value.replace('-', '').split('.')
  const digits = BigInt(`${whole || '0'}${fraction.padEnd(places, '0')}`)
  return value.startsWith('-') ? -digits : digits
}

function unscaled(value: bigint, places: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '')
  return `${value < 0n ? '-' : ''}${whole}${fraction && `.${fraction}`}`
}
