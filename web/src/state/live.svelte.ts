import type { Reader } from '../core/reader'
import type { Kind } from '../core/rows'
import { session } from './session.svelte'

export interface Live<T> {
  /** Undefined until it was read for the first time. */
  readonly value: T | undefined
  readonly error: unknown
}

/**
 * What a question is answered now, and again whenever rows of those kinds change: here, in another tab, on another
 * device. Call it while a component is made. `ask` returns the question; what it reads of the component's state (an id
 * from the path) makes it ask anew.
 */
export function live<T>(query: () => (reader: Reader) => Promise<T>, kinds: readonly Kind[]): Live<T> {
  let current = $state.raw<{ value: T | undefined; error: unknown }>({ value: undefined, error: undefined })

  $effect(() => {
    const question = query()
    const { local } = session
    let run = 0
    let ended = false
    const answer = async () => {
      const turn = ++run
      try {
        const value = await local.read(question)
        if (turn === run && !ended) current = { value, error: undefined }
      } catch (error) {
        if (turn === run && !ended) current = { value: current.value, error }
      }
    }
    void answer()
    const end = local.listen((changed) => {
      if (!changed || kinds.some((kind) => changed.has(kind))) void answer()
    })
    return () => {
      ended = true
      end()
    }
  })

  return {
    get value() {
      return current.value
    },
    get error() {
      return current.error
    },
  }
}
