/** The narrow layout, in which the deck covers the bottom. */
const NARROW = '(max-width: 59.99em)'
const GAP = 8

/** Scrolls only as far as it takes to see the whole row above the deck. */
export function keepInView(row: HTMLElement): void {
  // After this the deck has its height: the number pad is higher than the wells.
  requestAnimationFrame(() => {
    const deck = document.querySelector('[data-deck]')
    const covers = deck && matchMedia(NARROW).matches && getComputedStyle(deck).position === 'sticky'
    const lowest = covers ? deck.getBoundingClientRect().top : innerHeight
    const { top, bottom } = row.getBoundingClientRect()
    if (bottom > lowest - GAP) scrollBy(0, bottom - lowest + GAP)
    else if (top < GAP) scrollBy(0, top - GAP)
  })
}
