import { IDBFactory } from 'fake-indexeddb'
import { Channels, Locks } from './browser'
import { Clock } from './clock'
import { Network } from './network'
import { Killed, Tab } from './tab'

export interface Beginning {
  name: string
  /** The person's id. */
  account: string
  origin: string
  /** As it is sent: `name=value`. */
  cookie: string
  /** What the device's clock shows, in milliseconds. */
  time: number
}

/** A phone or a computer with one browser: what it keeps, its clock, its line, and the tabs that are open. */
export class Device {
  readonly name: string
  readonly account: string
  readonly databases = new IDBFactory()
  readonly locks = new Locks()
  readonly channels = new Channels()
  readonly clock: Clock
  readonly network: Network
  /** What the program noted as a fault of its own. */
  readonly errors: string[] = []
  readonly random: <T extends Uint8Array>(bytes: T) => T
  private readonly tabs: Tab[] = []

  private constructor({ name, account, origin, cookie, time }: Beginning) {
    this.name = name
    this.account = account
    this.clock = new Clock(time)
    this.network = new Network(origin, cookie, account)
    this.random = randomFrom(`${account} ${name}`)
  }

  static async open(beginning: Beginning): Promise<Device> {
    const device = new Device(beginning)
    await device.openTab()
    return device
  }

  tab(number = 0): Tab {
    const tab = this.tabs[number % this.tabs.length]
    if (!tab) throw new Error(`${this.name} has no tab`)
    return tab
  }

  async openTab(): Promise<number> {
    return this.tabs.push(await Tab.open(this))
  }

  /** The youngest, where it is not the only one. */
  closeTab(): number {
    if (this.tabs.length > 1) this.tabs.pop()?.close()
    return this.tabs.length
  }

  /** Loads the program anew in one tab, as a person does, or as a new program asks for it; the others are closed. */
  async reload(): Promise<void> {
    for (const tab of this.tabs.splice(0)) tab.close()
    await this.openTab()
  }

  /** All tabs at once, whatever they do; then one is opened again. */
  async kill(): Promise<void> {
    for (const tab of this.tabs.splice(0)) tab.kill()
    await this.openTab()
  }

  /** What a tab answers; where it is killed meanwhile, all are, and null is the answer. */
  async unlessKilled<T>(tab: Tab, work: Promise<T>): Promise<T | null> {
    try {
      return await Promise.race([work, tab.end])
    } catch (error) {
      if (!(error instanceof Killed)) throw error
      work.catch(() => {})
      await this.kill()
      return null
    }
  }
}

/** Random bytes, the same in every run (mulberry32). */
function randomFrom(seed: string): Device['random'] {
  let state = [...seed].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), 7)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 24
  }
  return (bytes) => {
    for (let place = 0; place < bytes.length; place++) bytes[place] = next()
    return bytes
  }
}
