const number = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 })

/** "1,300", "0.5": as the language writes it, to the tenth. */
export function amount(value: number): string {
  return number.format(value)
}

/** "1 exercise", "1,300 sets", "1.5 working sets"; `what` is one of them. */
export function counted(value: number, what: string): string {
  return `${amount(value)} ${what}${value === 1 ? '' : 's'}`
}

/** How long something took, to the nearest minute, as the terminal writes it: "45 min", "12 h 10 min", "2 h". */
export function duration(seconds: number): string {
  const minutes = Math.floor((seconds + 30) / 60)
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  const parts = [hours > 0 ? `${amount(hours)} h` : '', rest > 0 || hours === 0 ? `${rest} min` : '']
  return parts.filter(Boolean).join(' ')
}
