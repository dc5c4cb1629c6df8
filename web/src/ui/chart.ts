/** The geometry of charts: no drawing, no document. Lengths are in the unit of the range given. */

export interface Point {
  x: number
  y: number
}
export interface BandPoint {
  x: number
  low: number
  high: number
}
export type Extent = readonly [low: number, high: number]

/** A straight scale from what is measured to where it is drawn. */
export function scale(from: Extent, to: Extent): (value: number) => number {
  const [low, high] = from
  const span = high - low
  return (value) => (span === 0 ? (to[0] + to[1]) / 2 : to[0] + ((value - low) / span) * (to[1] - to[0]))
}

/** The least and the greatest; null where there is nothing. */
export function extent(values: readonly number[]): Extent | null {
  let low = Infinity
  let high = -Infinity
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    if (value < low) low = value
    if (value > high) high = value
  }
  return low <= high ? [low, high] : null
}

/** Room around a lone value, so that one point stands in the middle: `share` of the value, at least `least`. */
export function widen([low, high]: Extent, share: number, least: number): Extent {
  if (high > low) return [low, high]
  const room = Math.max(Math.abs(low) * share, least)
  return [low - room, high + room]
}

/** Round numbers that enclose the extent, about `count` of them: steps of 1, 2, 2.5 or 5 times a power of ten. */
export function niceTicks([low, high]: Extent, count: number): number[] {
  if (!(high > low)) return [low]
  const rough = (high - low) / Math.max(1, count - 1)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 2.5, 5, 10].find((each) => each * power >= rough * 0.999) ?? 10) * power
  const first = Math.floor(low / step + 1e-9)
  const last = Math.ceil(high / step - 1e-9)
  const places = Math.max(0, 1 - Math.floor(Math.log10(step)))
  const ticks: number[] = []
  // Counted in whole steps, so that no noise adds up.
  for (let index = first; index <= last; index++) ticks.push(Number((index * step).toFixed(places)))
  return ticks
}

/** `count` instants from the first to the last, evenly spaced. */
export function evenTicks([low, high]: Extent, count: number): number[] {
  if (!(high > low) || count < 2) return [low]
  return Array.from({ length: count }, (_, index) => low + ((high - low) * index) / (count - 1))
}

/** How many labels of a width fit side by side: two at least, six at most. */
export function labelsThatFit(room: number, labelWidth: number): number {
  return Math.min(6, Math.max(2, Math.floor(room / labelWidth)))
}

/** A line through the points, in order of x. */
export function linePath(points: readonly Point[]): string {
  return points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${fine(x)} ${fine(y)}`).join('')
}

/** The outline of a band: along its upper edge, back along its lower one. */
export function bandPath(band: readonly BandPoint[]): string {
  if (band.length < 2) return ''
  const upper = band.map(({ x, high }) => ({ x, y: high }))
  const lower = [...band].reverse().map(({ x, low }) => ({ x, y: low }))
  return `${linePath([...upper, ...lower])}Z`
}

/** How long a bar is, in per cent of the longest. */
export function share(value: number, longest: number): number {
  if (!(longest > 0) || !(value > 0)) return 0
  return Math.min(100, (value / longest) * 100)
}

/** A tenth of a pixel is fine enough. */
function fine(value: number): number {
  return Math.round(value * 10) / 10
}

export type PlateTone = '25' | '20' | '15' | '10' | '5' | '2-5' | '1-25' | 'other'

const KG_TONES: Record<string, PlateTone> = {
  '25': '25',
  '20': '20',
  '15': '15',
  '10': '10',
  '5': '5',
  '2.5': '2-5',
  '1.25': '1-25',
}
/** Plates in pounds wear the colour of their nearest kin in kilograms. */
const LB_TONES: Record<string, PlateTone> = {
  '55': '25',
  '45': '20',
  '35': '15',
  '25': '10',
  '10': '5',
  '5': '2-5',
  '2.5': '1-25',
}
/** Diameters of plates in millimetres by their mass in kilograms; between them the line. */
const DIAMETERS: readonly (readonly [kg: number, mm: number])[] = [
  [0.25, 112],
  [0.5, 134],
  [1.25, 160],
  [2.5, 190],
  [5, 228],
  [10, 325],
  [15, 400],
  [20, 450],
]

/** How a plate is drawn: its height as a share of the largest (450 mm), and its colour. */
export function plateLook(load: string | number, unit: string): { height: number; tone: PlateTone } {
  const mass = Number(load)
  const tone = (unit === 'lb' ? LB_TONES : KG_TONES)[String(mass)] ?? 'other'
  const kg = unit === 'lb' ? mass * 0.45359237 : mass
  return { height: diameter(kg) / 450, tone }
}

function diameter(kg: number): number {
  let [beforeKg, beforeMm] = DIAMETERS[0]!
  if (kg <= beforeKg) return beforeMm
  for (const [nextKg, nextMm] of DIAMETERS) {
    if (kg <= nextKg) return beforeMm + ((kg - beforeKg) / (nextKg - beforeKg)) * (nextMm - beforeMm)
    ;[beforeKg, beforeMm] = [nextKg, nextMm]
  }
  return beforeMm
}
