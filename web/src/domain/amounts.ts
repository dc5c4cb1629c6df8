import { rounded } from './formulas'

const number = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 })
const hundredths = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 })

/** "1,300", "0.5": as the language writes it, to the tenth. */
export function amount(value: number): string {
  return number.format(value)
}

/** "1,300.25": to the hundredth, as fine as a load or an estimate is told. */
export function precise(value: number): string {
  return hundredths.format(rounded(value))
}

/** "1,300 kg", "112.25 lb", "5.2 km". */
export function quantity(value: number, unit: string): string {
  return `${precise(value)} ${unit}`
}

/** "1 exercise", "1,300 sets", "1.5 working sets"; `what` is one of them, `many` more where no s makes it so. */
export function counted(value: number, what: string, many = `${what}s`): string {
  return `${amount(value)} ${value === 1 ? what : many}`
}

/** How long something took, to the nearest minute, as the terminal writes it: "45 min", "12 h 10 min", "2 h". */
export function duration(seconds: number): string {
  const minutes = Math.floor((seconds + 30) / 60)
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  const parts = [hours > 0 ? `${amount(hours)} h` : '', rest > 0 || hours === 0 ? `${rest} min` : '']
  return parts.filter(Boolean).join(' ')
}
