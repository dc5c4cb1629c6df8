import type { Attachment } from 'svelte/attachments'

/** Where something would come to lie: in which list, before which item; null is the end. */
export interface Place {
  list: string
  before: string | null
  /** Among the others, from 0. */
  index: number
}
interface Options {
  id: string
  /** Told while it is carried, and null when it no longer is. */
  onover: (place: Place | null) => void
  ondrop: (place: Place) => void
  /** An arrow key on the handle. */
  onstep: (by: 1 | -1) => void
}

/** How far a pointer moves before it carries something, and how near to the edge the page follows it, in pixels. */
const SLACK = 4
const EDGE = 72

/**
 * A handle by which an item is carried: with a pointer, or with the arrow keys. Items are marked `data-item`, what
 * holds them `data-list`.
 */
export function dragHandle({ id, onover, ondrop, onstep }: Options): Attachment<HTMLElement> {
  return (handle) => {
    let from: number | null = null
    let place: Place | null = null

    function down(event: PointerEvent) {
      if (event.button !== 0) return
      from = event.clientY
      handle.setPointerCapture(event.pointerId)
    }
    function move(event: PointerEvent) {
      if (from === null || (place === null && Math.abs(event.clientY - from) < SLACK)) return
      follow(event.clientY)
      place = placeAt(id, event.clientY)
      onover(place)
    }
    function up() {
      const dropped = place
      stop()
      if (dropped) ondrop(dropped)
    }
    function stop() {
      from = null
      place = null
      onover(null)
    }
    function key(event: KeyboardEvent) {
      if (event.key === 'Escape' && place) {
        stop()
        return
      }
      const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null
      if (by === null) return
      event.preventDefault()
      event.stopPropagation()
      onstep(by)
    }

    handle.addEventListener('pointerdown', down)
    handle.addEventListener('pointermove', move)
    handle.addEventListener('pointerup', up)
    handle.addEventListener('pointercancel', stop)
    handle.addEventListener('keydown', key)
    return () => {
      handle.removeEventListener('pointerdown', down)
      handle.removeEventListener('pointermove', move)
      handle.removeEventListener('pointerup', up)
      handle.removeEventListener('pointercancel', stop)
      handle.removeEventListener('keydown', key)
    }
  }
}

function follow(y: number): void {
  if (y < EDGE) scrollBy(0, -EDGE / 4)
  else if (y > innerHeight - EDGE) scrollBy(0, EDGE / 4)
}

/** The list that is nearest to a height of the window, and the item in it that begins beneath. */
function placeAt(id: string, y: number): Place | null {
  const lists = [...document.querySelectorAll<HTMLElement>('[data-list]')]
  const distance = (list: HTMLElement) => {
    const { top, bottom } = list.getBoundingClientRect()
    return Math.max(top - y, y - bottom, 0)
  }
  const list = lists.sort((one, other) => distance(one) - distance(other))[0]
  if (!list) return null
  const items = [...list.querySelectorAll<HTMLElement>('[data-item]')].filter(
    (each) => each.dataset.item !== id,
  )
  const below = items.findIndex((each) => {
    const { top, height } = each.getBoundingClientRect()
    return y < top + height / 2
  })
  const index = below < 0 ? items.length : below
  return { list: list.dataset.list ?? '', before: items[index]?.dataset.item ?? null, index }
}
