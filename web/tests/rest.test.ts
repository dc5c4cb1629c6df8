import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Target } from '../src/api/schema'
import { newId } from '../src/core/ids'
import { Local } from '../src/core/local'
import type { ListedSet } from '../src/screens/workout/set-list'
import { restBetween, type ExerciseInWorkout } from '../src/screens/workout/exercise-in-workout'

let local: Local
const AT = Date.parse('2026-03-02T18:00:00Z')
const later = (seconds: number) => vi.setSystemTime(AT + seconds * 1000)

beforeEach(async () => {
  vi.resetModules()
  vi.stubGlobal('localStorage', { getItem: () => null })
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('removeEventListener', () => {})
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'], now: AT })
  local = await Local.open(newId())
  const of = { workout_exercise_id: 'e', exercise_id: 'squat', performed_at: '2026-03-02T18:00:00Z' }
  await local.write(
    ['a', 'b'].map((id) => ({ action: 'create', kind: 'set', id, fields: { ...of, reps: 5 } })),
  )
})
afterEach(() => {
  local.close()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** The clock of a page that was just opened. */
async function opened() {
  vi.resetModules()
  const { rest } = await import('../src/state/rest.svelte')
  await rest.open(local)
  return rest
}
const restOf = async (id: string) =>
  (await local.read((reader) => reader.get('set', id)))?.fields.rest_seconds
const eventually = (id: string, seconds: number | null) =>
  vi.waitFor(async () => expect(await restOf(id)).toBe(seconds))

test('a rest is forgotten once the clock of the device was set back, on the page and when it is opened', async () => {
  const rest = await opened()
  rest.start(180, 'a')
  await vi.waitFor(async () => expect(await local.note('rest')).toBeDefined())

  later(-3 * 3600)
  const again = await opened()
  vi.advanceTimersByTime(1000)

  expect([rest.clock, again.clock]).toEqual([null, null])
  await vi.waitFor(async () => expect(await local.note('rest')).toBeUndefined())
  again.start(60, 'b')
  expect(again.left).toBe(60)
  expect(await restOf('a')).toBeNull()
})

describe('how long one rested is recorded with the set before it', () => {
  test('from its mark to that of the next, longer or shorter than the clock', async () => {
    const rest = await opened()
    rest.start(120, 'a')
    later(95)
    rest.start(60, 'b')
    later(95 + 180)

    rest.stop('No rest: A1 done, now A2')

    await eventually('a', 95)
    await eventually('b', 180)
  })

  test('less the time that the next one took, where a clock ran for it', async () => {
    const rest = await opened()
    rest.start(120, 'a')
    later(160)

    rest.start(120, 'b', AT + 100_000)

    await eventually('a', 100)
  })

  test('though the page was closed meanwhile, and the clock is shown no more', async () => {
    ;(await opened()).start(60, 'a')
    await vi.waitFor(async () => expect(await local.note('rest')).toBeDefined())
    later(200)

    const rest = await opened()
    expect(rest.clock).toBeNull()
    rest.start(60, 'b')

    await eventually('a', 200)
  })

  test('and of a set that was taken back, of a long absence and at the end of the workout nothing is', async () => {
    const rest = await opened()
    rest.start(60, 'never kept')
    later(30)
    rest.start(60, 'a')
    later(30 + 2 * 3600)
    rest.start(60, 'b')
    later(60 + 2 * 3600)
    rest.forget()
    await local.write([])

    expect([await restOf('a'), await restOf('b')]).toEqual([null, null])
    expect((await local.outbox()).map(({ action }) => action)).toEqual(['create', 'create'])
  })

  test('another length keeps from when it is counted, and which set it is of', async () => {
    const rest = await opened()
    rest.start(120, 'a')
    later(30)
    rest.change(60)
    rest.add(15)
    expect([rest.left, rest.clock?.total]).toEqual([75, 75])
    later(80)

    rest.stop()

    await eventually('a', 80)
  })
})

test('a clock of an earlier version of the program goes on', async () => {
  await local.keep('rest', { ends_at: AT + 45_000, total: 60 })

  const rest = await opened()

  expect([rest.left, rest.over]).toEqual([45, false])
})

describe('between the members of a superset', () => {
  const member = (rest_time: number | null) =>
    ({
      row: {
        fields: { target: rest_time === null ? null : ({ rest_time, set_targets: [] } as unknown as Target) },
      },
      exercise: undefined,
    }) as unknown as ExerciseInWorkout
  const set = { type: 'working', number: 1 } as ListedSet
  const between = (...rests: (number | null)[]) => {
    const members = rests.map(member)
    return restBetween(members, members[0]!, set)
  }

  test('one rests as the plan says of the one before, where that is less than after the round', () => {
    expect(between(60, 120)).toBe(60)
    expect(between(120, 120)).toBe(0)
    expect(between(180, 60)).toBe(0)
    expect(between(0, 120)).toBe(0)
    expect(between(null, 120)).toBe(0)
  })
})

describe('a sound that was taken away', () => {
  class Context {
    static instances: Context[] = []
    state = 'running'
    resumed = 0
    constructor() {
      Context.instances.push(this)
    }
    resume() {
      this.resumed++
      return this.state === 'closed' ? Promise.reject(new Error('closed')) : new Promise(() => {})
    }
    close() {
      this.state = 'closed'
      return Promise.resolve()
    }
  }

  test('by a lock or a call is asked for at the next touch, and replaced at the one after', async () => {
    vi.useRealTimers()
    vi.useFakeTimers()
    vi.stubGlobal('AudioContext', Context)
    const { allowSound } = await import('../src/state/sound')
    const touch = () => (allowSound(), vi.runAllTimersAsync())
    await touch()
    const [first] = Context.instances

    first!.state = 'interrupted'
    await touch()
    expect([Context.instances.length, first!.resumed]).toEqual([1, 1])
    await touch()

    expect([Context.instances.length, first!.state]).toEqual([2, 'closed'])
  })
})
