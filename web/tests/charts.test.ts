import { describe, expect, test } from 'vitest'
import {
  bandPath,
  evenTicks,
  extent,
  labelsThatFit,
  linePath,
  niceTicks,
  plateLook,
  scale,
  share,
  widen,
} from '../src/ui/chart'
import { shown, stepped, typed } from '../src/domain/number-text'
import { badgeOf } from '../src/ui/sync-words'

describe('scale', () => {
  test('goes straight from one to the other, also downwards', () => {
    const toY = scale([0, 10], [100, 0])
    expect([toY(0), toY(2.5), toY(10)]).toEqual([100, 75, 0])
  })
  test('puts a lone value in the middle', () => {
    expect(scale([5, 5], [0, 100])(5)).toBe(50)
  })
})

describe('extent', () => {
  test('is the least and the greatest', () => expect(extent([3, -1, 2])).toEqual([-1, 3]))
  test('is nothing where there is nothing', () => expect(extent([])).toBeNull())
  test('passes over what is not a number', () => expect(extent([NaN, 4, Infinity])).toEqual([4, 4]))
  test('is widened around a lone value only', () => {
    expect(widen([100, 100], 0.05, 1)).toEqual([95, 105])
    expect(widen([0, 0], 0.05, 1)).toEqual([-1, 1])
    expect(widen([1, 2], 0.05, 1)).toEqual([1, 2])
  })
})

describe('ticks', () => {
  test('are round and enclose the values', () => {
    expect(niceTicks([101.3, 118.9], 5)).toEqual([100, 105, 110, 115, 120])
    expect(niceTicks([0, 7], 5)).toEqual([0, 2, 4, 6, 8])
    expect(niceTicks([-3, 4], 5)).toEqual([-4, -2, 0, 2, 4])
  })
  test('carry no noise', () => {
    expect(niceTicks([0.1, 0.5], 5)).toEqual([0.1, 0.2, 0.3, 0.4, 0.5])
    expect(niceTicks([60, 61.25], 5).every((tick) => String(tick).length <= 5)).toBe(true)
  })
  test('are few, whatever the size of the numbers', () => {
    for (const high of [0.003, 1, 33, 999, 1e6, 123_456_789]) {
      const ticks = niceTicks([0, high], 5)
      expect(ticks.length).toBeGreaterThanOrEqual(3)
      expect(ticks.length).toBeLessThanOrEqual(7)
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(high)
    }
  })
  test('one value has one', () => {
    expect(niceTicks([5, 5], 5)).toEqual([5])
    expect(evenTicks([5, 5], 4)).toEqual([5])
  })
  test('of time are evenly spaced', () => expect(evenTicks([0, 90], 4)).toEqual([0, 30, 60, 90]))
  test('as many labels as there is room for', () => {
    expect(labelsThatFit(300, 100)).toBe(3)
    expect(labelsThatFit(50, 100)).toBe(2)
    expect(labelsThatFit(5000, 100)).toBe(6)
  })
})

describe('paths', () => {
  test('a line through its points', () => {
    expect(
      linePath([
        { x: 0, y: 1 },
        { x: 10.04, y: 2.06 },
      ]),
    ).toBe('M0 1L10 2.1')
    expect(linePath([])).toBe('')
  })
  test('a band there and back', () => {
    const band = [
      { x: 0, low: 5, high: 1 },
      { x: 10, low: 6, high: 2 },
    ]
    expect(bandPath(band)).toBe('M0 1L10 2L10 6L0 5Z')
    expect(bandPath(band.slice(1))).toBe('')
  })
  test('a bar never leaves its track', () => {
    expect(share(5, 10)).toBe(50)
    expect(share(20, 10)).toBe(100)
    expect(share(-1, 10)).toBe(0)
    expect(share(1, 0)).toBe(0)
  })
})

describe('plates', () => {
  test('the large ones are equally tall', () => {
    expect(plateLook('25', 'kg')).toEqual({ height: 1, tone: '25' })
    expect(plateLook(20, 'kg')).toEqual({ height: 1, tone: '20' })
  })
  test('smaller ones are smaller', () => {
    const heights = ['20', '15', '10', '5', '2.5', '1.25', '0.5'].map((load) => plateLook(load, 'kg').height)
    expect(heights).toEqual([...heights].sort((a, b) => b - a))
    expect(new Set(heights).size).toBe(heights.length)
  })
  test('pounds take the look of their kin, others none', () => {
    expect(plateLook('45', 'lb').tone).toBe('20')
    expect(plateLook('2.50', 'kg').tone).toBe('2-5')
    expect(plateLook('7.5', 'kg').tone).toBe('other')
  })
})

describe('numbers in a field', () => {
  test('keep what was typed', () => {
    expect(typed('61,25')).toBe('61.25')
    expect(typed(' −5 ')).toBe('-5')
    expect(typed('60.50')).toBe('60.50')
    expect(typed('sixty')).toBe('sixty')
    expect(shown('61.25', ',')).toBe('61,25')
  })
  test('step exactly and stay within bounds', () => {
    expect(stepped('102.5', '2.5', 1)).toBe('105')
    expect(stepped('61.25', '2.5', -1)).toBe('58.75')
    expect(stepped('0.1', '0.2', 1)).toBe('0.3')
    expect(stepped('', '2.5', 1)).toBe('2.5')
    expect(stepped('1', '2.5', -1)).toBe('-1.5')
    expect(stepped('1', '2.5', -1, { min: 0 })).toBe('0')
    expect(stepped('9.5', '1', 1, { max: 10 })).toBe('10')
    expect(stepped('sixty', '1', 1)).toBeNull()
  })
})

describe('the sync badge', () => {
  test('says what is, in a few words', () => {
    expect(badgeOf('synced', 0, 0, true).words).toBe('All synced')
    expect(badgeOf('waiting', 3, 0, true).words).toBe('3 waiting')
    expect(badgeOf('waiting', 3, 0, false).words).toBe('Offline, 3 waiting')
    expect(badgeOf('attention', 2, 1, true).words).toBe('1 needs attention')
    expect(badgeOf('attention', 0, 2, true).words).toBe('2 need attention')
  })
})
