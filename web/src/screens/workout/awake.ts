import { preferences } from '../../state/preferences.svelte'

/** The screen stays on while the page is seen, where the browser can; returns what ends it. */
export function stayAwake(): () => void {
  if (!preferences.keepAwake || !('wakeLock' in navigator)) return () => {}
  let lock: WakeLockSentinel | undefined
  let ended = false
  const requestLock = () => {
    if (document.visibilityState !== 'visible') return
    navigator.wakeLock
      .request('screen')
      .then((sentinel) => {
        if (ended) void sentinel.release()
        else lock = sentinel
      })
      .catch(() => {}) // refused when the battery is low: then the screen goes dark as it always does
  }
  requestLock()
  document.addEventListener('visibilitychange', requestLock)
  return () => {
    ended = true
    document.removeEventListener('visibilitychange', requestLock)
    lock?.release().catch(() => {})
  }
}
