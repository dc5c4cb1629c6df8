import { api, asWhoever, problemOf, speakFor, Unreachable, type Said } from '../api/http'
import { forgetDatabase, remember, remembered, type Account } from '../core/accounts'
import { Local } from '../core/local'
import { syncNow, syncState, unwatch, watch } from './sync.svelte'

class Session {
  /** Null while nobody is signed in on this device. */
  account = $state.raw<Account | null>(null)
  /** Until it is known who is signed in. */
  starting = $state(true)
  /** Another tab runs a newer program: this page has to be loaded again. */
  outdated = $state(false)
  /** This browser keeps nothing, as some do in private windows. */
  unusable = $state(false)
  private opened = $state.raw<Local | null>(null)

  /** What the person has on this device. */
  get local(): Local {
    if (!this.opened) throw new Error('nobody is signed in on this device')
    return this.opened
  }

  /** With whoever was here last, at once; whether the sign-in still holds is seen when the server is heard. */
  async start(): Promise<void> {
    const last = await remembered()
    try {
      if (last) await this.open(last)
      else await this.ask()
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error
    } finally {
      this.starting = false
    }
    if (last) this.ask().catch(() => {})
  }

  /** Null when it went well, else what was wrong. Throws Unreachable. */
  async signIn(email: string, password: string): Promise<Said | null> {
    const { error, response } = await asWhoever(() =>
      api.POST('/api/v1/login-sessions', { body: { email, password, label: '' } }),
    )
    if (error) return problemOf(error, response.status)
    await this.ask()
    return null
  }

  /** Makes the account and signs in. Null when it went well. Throws Unreachable. */
  async signUp(email: string, password: string): Promise<Said | null> {
    const make = async (time_zone: string): Promise<Said | null> => {
      const body = { email, password, time_zone }
      const { error, response } = await api.POST('/api/v1/accounts', { body })
      return error ? problemOf(error, response.status) : null
    }
    let problem = await make(Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC')
    // A browser of another year may name a zone that the server does not know: the settings ask for one then.
    if (problem?.field === 'time_zone') problem = await make('UTC')
    return problem ?? this.signIn(email, password)
  }

  /** Ends the sign-in, and takes what was kept off this device. Throws Unreachable, and then nothing has changed. */
  async signOut(): Promise<void> {
    const { account } = this
    const { response } = await api.DELETE('/api/v1/login-sessions/current')
    // Without a sign-in there is none to end.
    if (!response.ok && response.status !== 401)
      throw new Unreachable(`The server answered with ${response.status}.`)
    this.shut()
    if (account) await forgetDatabase(account.id)
  }

  /** The account that the cookie stands for, if it does for one; that of somebody else is opened in place of this one. */
  private async ask(): Promise<void> {
    const { data } = await asWhoever(() => api.GET('/api/v1/account'))
    if (!data) return
    const { id, email, display_name } = data
    await this.open({ id, email, display_name })
  }

  private async open(account: Account): Promise<void> {
    // A device that is full forgets who was here; that it keeps no set either is said at the set.
    await remember(account).catch(() => {})
    if (this.account?.id === account.id) {
      this.account = account
      if (syncState.trouble === 'signed-out') void syncNow()
      return
    }
    // Nobody is sent to sign in while one account makes room for another.
    if (this.account) this.starting = true
    this.shut()
    try {
      this.opened = await Local.open(account.id, () => {
        this.outdated = true
        unwatch()
      })
      speakFor(account.id)
    } catch {
      this.unusable = true
    }
    // What waits is known before anything says that all is synced.
    if (this.opened) {
      await watch(this.opened)
      this.account = account
    }
    this.starting = false
  }

  private shut(): void {
    unwatch()
    this.opened?.close()
    this.opened = null
    this.account = null
    speakFor(null)
  }
}

export const session = new Session()
