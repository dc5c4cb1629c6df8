const GAP = 8

/**
 * Scrolls only as far as it takes to see the whole row above the deck, and again when the deck grows: the number pad is
 * higher than the wells, and what is above it comes and goes with what is typed. Returns what ends it.
 */
export function keepInView(row: HTMLElement): () => void {
  const deck = document.querySelector('[data-deck]')
  const look = () => {
    const { top, bottom, right } = row.getBoundingClientRect()
    const under = deck?.getBoundingClientRect()
    // Where the deck stands beside the ledger, it covers nothing.
    const lowest = under && under.left < right - 1 ? under.top : innerHeight
    if (bottom > lowest - GAP) scrollBy(0, Math.min(bottom - lowest + GAP, top - GAP))
    else if (top < GAP) scrollBy(0, top - GAP)
  }
  // It begins with what is there.
  const watching = new ResizeObserver(look)
  if (deck) watching.observe(deck)
  return () => watching.disconnect()
}
