import 'fake-indexeddb/auto'
import { noteSignOut } from '../core/leaving'
import { session } from './session.svelte'
import { syncState } from './sync.svelte'

// All databases are in the memory of this page by now. A page that begins has nothing in it: whoever was signed in before
// it, in this tab, is out.
await noteSignOut('')

addEventListener('beforeunload', (event) => {
  if (syncState.waiting + syncState.refused > 0) event.preventDefault()
})
addEventListener('pagehide', () => {
  const { account } = session
  if (!account) return
  const headers = { 'X-Account': account.id }
  void fetch('/api/v1/login-sessions/current', { method: 'DELETE', headers, keepalive: true }).catch(() => {})
})
// Brought back as it was when it was left, which ended the sign-in.
addEventListener('pageshow', (event) => event.persisted && location.reload())
