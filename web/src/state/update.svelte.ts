/** Why this device cannot hold the tracker, in words, and what is to be done. */
interface Hindrance {
  what: string
  remedy: string
}

/** The program of this page, which is held on the device, and a newer one. */
class Update {
  /** A newer one is there and waits until it may take over. */
  ready = $state(false)
  /** Why this device cannot hold the program, so that it works without a network; null where it can. */
  hindered = $state.raw<Hindrance | null>(hindrance())
  private worker: ServiceWorker | null = null

  offer(worker: ServiceWorker): void {
    this.worker = worker
    this.ready = true
  }

  /** Another tab let it: what this page has not loaded yet may be gone. */
  tookOver(): void {
    this.ready = true
  }

  /** Loads the page with the newer one. What was logged is in the database, and stays. */
  apply(): void {
    if (this.worker?.state !== 'installed') return location.reload()
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
  const registration = await navigator.serviceWorker.register('/sw.js').catch((error: unknown) => {
    // Whoever waved a warning about the certificate aside sees the page, and browsers hold nothing of it.
    if (error instanceof DOMException && error.name === 'SecurityError') update.hindered = UNTRUSTED
    else console.warn(error)
  })
  if (!registration) return
  const see = (worker: ServiceWorker | null) => {
    if (!worker || !navigator.serviceWorker.controller) return
    if (worker.state === 'installed') update.offer(worker)
    else worker.addEventListener('statechange', () => worker.state === 'installed' && update.offer(worker))
  }
  if (navigator.serviceWorker.controller)
    navigator.serviceWorker.addEventListener('controllerchange', () => update.tookOver())
  see(registration.waiting)
  registration.addEventListener('updatefound', () => see(registration.installing))
  setInterval(() => void registration.update().catch(() => {}), LOOK_EVERY)
}

const UNTRUSTED: Hindrance = {
  what: 'This browser does not trust the certificate of this page, so it works only while the server can be reached.',
  remedy: 'Let this device trust it, once: the server says at its start which page to open for that.',
}

function hindrance(): Hindrance | null {
  if (!isSecureContext)
    return {
      what: 'This page came over plain http, so it works only while the server can be reached.',
      remedy:
        'Open the tracker by its https address. Whoever runs the server finds out how under “HTTPS at home”.',
    }
  if (!('serviceWorker' in navigator))
    return { what: 'This browser cannot hold the tracker offline.', remedy: 'Open it in another browser.' }
  return null
}
