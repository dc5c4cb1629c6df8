export type Tab = 'today' | 'plans' | 'history' | 'progress' | 'more'

/** Where we are: the path, which is all that says which screen is shown. */
class Route {
  path = $state(location.pathname)
  query = $state.raw(new URLSearchParams(location.search))
  /** The tab that this screen belongs to, where it says more than its path: a workout that is over is history. */
  tab = $state<Tab | null>(null)

  read(): void {
    this.path = location.pathname
    this.query = new URLSearchParams(location.search)
  }
}

export const route = new Route()

/** To another screen; `replace` leaves no way back to this one. */
export function go(path: string, { replace = false } = {}): void {
  history[replace ? 'replaceState' : 'pushState'](null, '', path)
  route.read()
  if (!replace) scrollTo(0, 0)
}

/** Follows links to our own screens without loading the page again. Call it once. */
export function followLinks(): void {
  addEventListener('popstate', () => route.read())
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link || event.defaultPrevented || event.button !== 0) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    if (link.target || link.hasAttribute('download') || link.origin !== location.origin || link.hash) return
    if (link.pathname.startsWith('/api/')) return
    event.preventDefault()
    if (link.pathname + link.search !== location.pathname + location.search) go(link.pathname + link.search)
  })
}
