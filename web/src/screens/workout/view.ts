/** The narrow layout, in which the deck covers the bottom. */
const NARROW = '(max-width: 59.99em)'
const GAP = 8

/**
 * Scrolls only as far as it takes to see the whole row above the deck, and again when the deck grows: the number pad is
 * higher than the wells, and what is above it comes and goes with what is typed. Returns what ends it.
 */
export function keepInView(row: HTMLElement): () => void {
  const deck = document.querySelector('[data-deck]')
  const look = () => {
    const covers = deck && matchMedia(NARROW).matches && getComputedStyle(deck).position === 'sticky'
    const lowest = covers ? deck.getBoundingClientRect().top : innerHeight
    const { top, bottom } = row.getBoundingClientRect()
    if (bottom > lowest - GAP) scrollBy(0, bottom - lowest + GAP)
    else if (top < GAP) scrollBy(0, top - GAP)
  }
  // It begins with what is there.
  const watching = new ResizeObserver(look)
  if (deck) watching.observe(deck)
  return () => watching.disconnect()
}
