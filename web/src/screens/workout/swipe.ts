import type { Attachment } from 'svelte/attachments'

/** How far to the left, in pixels, and from where on it is a swipe and not a touch. */
const FAR = 110
const BEGIN = 12

/** A swipe to the left over a row; what it does can also be done by the row's menu. */
export function swipe(left: () => void): Attachment<HTMLElement> {
  return (element) => {
    let from: { x: number; y: number } | null = null
    let by = 0

    const move = (event: PointerEvent) => {
      if (!from) return
      const x = event.clientX - from.x
      if (by === 0 && (x > -BEGIN || Math.abs(event.clientY - from.y) > -x)) return
      by = Math.min(0, x)
      element.style.translate = `${by}px 0`
      element.style.opacity = by < -FAR ? '0.5' : ''
    }
    const end = (event: PointerEvent) => {
      const swiped = event.type === 'pointerup' && by < -FAR
      const moved = by !== 0
      from = null
      by = 0
      element.style.translate = ''
      element.style.opacity = ''
      // The touch that ends a swipe presses nothing.
      if (moved) {
        const stop = (click: Event) => click.stopPropagation()
        element.addEventListener('click', stop, { capture: true, once: true })
        setTimeout(() => element.removeEventListener('click', stop, { capture: true }))
      }
      if (swiped) left()
    }
    const start = (event: PointerEvent) => {
      if (event.pointerType !== 'mouse') from = { x: event.clientX, y: event.clientY }
    }
    const listeners = [
      ['pointerdown', start],
      ['pointermove', move],
      ['pointerup', end],
      ['pointercancel', end],
    ] as const
    for (const [name, listener] of listeners) element.addEventListener(name, listener)
    return () => {
      for (const [name, listener] of listeners) element.removeEventListener(name, listener)
    }
  }
}
