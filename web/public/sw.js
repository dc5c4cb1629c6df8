// Holds the program, never anybody's data: that is in IndexedDB alone. The build fills in the two constants.
const VERSION = 'VERSION'
const HELD = ['HELD']

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(VERSION)
      .then((cache) => cache.addAll(HELD.map((path) => new Request(path, { cache: 'no-cache' })))),
  )
})

self.addEventListener('activate', (event) => {
  const forget = (names) =>
    Promise.all(names.filter((name) => name !== VERSION).map((name) => caches.delete(name)))
  event.waitUntil(caches.keys().then(forget))
})

// A new program waits until the page says that nobody is in the middle of a workout.
self.addEventListener('message', (event) => {
  if (event.data === 'take over') self.skipWaiting()
})

self.addEventListener('fetch', (event) => {
  const { pathname, origin } = new URL(event.request.url)
  if (event.request.method !== 'GET' || origin !== location.origin) return
  const held = event.request.mode === 'navigate' && !pathname.startsWith('/api/') ? '/' : pathname
  if (!HELD.includes(held)) return
  const found = caches.open(VERSION).then((cache) => cache.match(held, { ignoreVary: true }))
  event.respondWith(found.then((answer) => answer ?? fetch(event.request)))
})
