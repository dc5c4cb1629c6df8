/** The program of this page, which is held on the device, and a newer one. */
class Update {
  /** A newer one is there and waits until it may take over. */
  ready = $state(false)
  /** Whether this device can hold the program and what is logged without a network; if not, why in words. */
  readonly hindered: string | null = hindrance()
  private worker: ServiceWorker | null = null

  found(worker: ServiceWorker): void {
    this.worker = worker
    this.ready = true
  }

  /** Loads the page with the newer one. What was logged is in the database, and stays. */
  apply(): void {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
    this.worker?.postMessage('take over')
  }
}

export const update = new Update()

/** An hour: people leave the page open for days. */
const LOOK_EVERY = 3_600_000

/** Registers the service worker of a built client, where the browser allows one. */
export function watchForUpdates(): void {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return
  addEventListener('load', () => void register())
}

async function register(): Promise<void> {
  const registration = await navigator.serviceWorker.register('/sw.js')
  const see = (worker: ServiceWorker | null) => {
    if (!worker || !navigator.serviceWorker.controller) return
    if (worker.state === 'installed') update.found(worker)
    else worker.addEventListener('statechange', () => worker.state === 'installed' && update.found(worker))
  }
  see(registration.waiting)
  registration.addEventListener('updatefound', () => see(registration.installing))
  setInterval(() => void registration.update().catch(() => {}), LOOK_EVERY)
}

function hindrance(): string | null {
  if (!isSecureContext)
    return 'This page came over plain http, so it works only while the server can be reached.'
  if (!('serviceWorker' in navigator)) return 'This browser cannot hold the tracker offline. Another one can.'
  return null
}
