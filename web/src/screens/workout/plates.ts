import type { Bar, LoadUnit, Plate } from '../../api/schema'

/** Integer units in which both kilograms and pounds of three decimals are exact. */
const SCALE: { readonly [U in LoadUnit]: number } = { kg: 100_000_000_000, lb: 45_359_237_000 }
/** What stands in most gyms, for whoever has said nothing else: how many pairs of each. */
const USUAL: { readonly [U in LoadUnit]: { bar: string; plates: readonly (readonly [string, number])[] } } = {
  kg: {
    bar: '20',
    plates: [
      ['25', 8],
      ['20', 1],
      ['15', 1],
      ['10', 1],
      ['5', 1],
      ['2.5', 1],
      ['1.25', 1],
    ],
  },
  lb: {
    bar: '45',
    plates: [
      ['45', 8],
      ['35', 1],
      ['25', 1],
      ['10', 2],
      ['5', 1],
      ['2.5', 1],
    ],
  },
}

export interface PlateStack {
  load: string
  unit: LoadUnit
  count: number
}
export interface Loading {
  /** What is on the bar in all, in the unit asked for. */
  total: string
  /** One side, the largest first. */
  side: PlateStack[]
}
export interface Plan {
  bar: { load: string; unit: LoadUnit; name: string }
  /** Neither bars nor plates were said: those of most gyms are taken. */
  usual: boolean
  exact: Loading | null
  /** Nearest where it cannot be made; both null when it can. */
  below: Loading | null
  above: Loading | null
}

interface Way {
  /** Of each plate, in the order of the plates. */
  counts: number[]
  plates: number
}

/** How a load is made of a bar and the plates at hand; undefined for what is no load. */
export function planPlates(
  load: string,
  unit: LoadUnit,
  own: { bars: readonly Bar[]; plates: readonly Plate[] },
): Plan | undefined {
  const target = scaled(load, unit)
  if (!Number.isSafeInteger(target)) return undefined
  const usual = own.bars.length === 0 && own.plates.length === 0
  const bar = own.bars.find((each) => each.unit === unit) ??
    own.bars[0] ?? { load: USUAL[unit].bar, unit, name: '' }
  const pairs = pairsOf(unit, own.plates)
  const barLoad = scaled(bar.load, bar.unit)
  const side = (target - barLoad) / 2
  const ways = waysOf(pairs, side)

  const loadingOf = (sum: number | undefined): Loading | null => {
    const way = sum === undefined ? undefined : ways.get(sum)
    if (sum === undefined || !way) return null
    const stacks = pairs.map((each, at) => ({ load: each.load, unit: each.unit, count: way.counts[at] ?? 0 }))
    return { total: unscaled(barLoad + 2 * sum, unit), side: stacks.filter(({ count }) => count > 0) }
  }
  const sums = [...ways.keys()].sort((one, other) => one - other)
  const exact = loadingOf(ways.has(side) ? side : undefined)
  const below = exact ? null : loadingOf(sums.findLast((each) => each < side))
  const above = exact ? null : loadingOf(sums.find((each) => each > side))
  return { bar: { load: bar.load, unit: bar.unit, name: bar.name ?? '' }, usual, exact, below, above }
}

interface Pair {
  load: string
  unit: LoadUnit
  size: number
  /** How many can hang on one side. */
  most: number
}

function pairsOf(unit: LoadUnit, plates: readonly Plate[]): Pair[] {
  const pairs =
    plates.length > 0
      ? plates.map((each) => ({ load: each.load, unit: each.unit, most: Math.floor(each.count / 2) }))
      : USUAL[unit].plates.map(([load, most]) => ({ load, unit, most }))
  return pairs
    .map((each) => ({ ...each, size: scaled(each.load, each.unit) }))
    .filter(({ most }) => most > 0)
    .sort((one, other) => other.size - one.size)
}

/** Every sum that one side can have up to the first above what is asked for, each with the fewest plates. */
function waysOf(pairs: readonly Pair[], side: number): Map<number, Way> {
  const largest = pairs[0]?.size ?? 0
  let ways = new Map<number, Way>([[0, { counts: [], plates: 0 }]])
  pairs.forEach((pair, at) => {
    const next = new Map<number, Way>()
    for (const [sum, way] of ways) {
      for (let count = 0; count <= pair.most; count++) {
        const reached = sum + count * pair.size
        if (reached > side + largest && count > 0) break
        const plates = way.plates + count
        const best = next.get(reached)
        if (best && best.plates <= plates) continue
        const counts = [...way.counts]
        counts[at] = count
        next.set(reached, { counts, plates })
      }
    }
    ways = next
  })
  return ways
}

function scaled(load: string, unit: LoadUnit): number {
  return Math.round(Number(load) * 1000) * (SCALE[unit] / 1000)
}

function unscaled(sum: number, unit: LoadUnit): string {
  return String(Math.round((sum / SCALE[unit]) * 100) / 100)
}
