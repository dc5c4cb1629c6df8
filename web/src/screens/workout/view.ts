const GAP = 8

/**
 * Scrolls only as far as it takes to see the whole row above the panel, and again when the panel grows: the number pad is
 * higher than the number steppers, and what is above it comes and goes with what is typed. Returns what ends it.
 */
export function keepInView(row: HTMLElement): () => void {
  const panel = document.querySelector('[data-panel]')
  const look = () => {
    const { top, bottom, right } = row.getBoundingClientRect()
    const under = panel?.getBoundingClientRect()
    // Where the panel stands beside the list of sets, it covers nothing.
    const lowest = under && under.left < right - 1 ? under.top : innerHeight
    if (bottom > lowest - GAP) scrollBy(0, Math.min(bottom - lowest + GAP, top - GAP))
    else if (top < GAP) scrollBy(0, top - GAP)
  }
  // It begins with what is there.
  const watching = new ResizeObserver(look)
  if (panel) watching.observe(panel)
  return () => watching.disconnect()
}
