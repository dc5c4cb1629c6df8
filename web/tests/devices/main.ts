/**
 * The shipped program on devices of its own, for those who write stories about it: asked by a line of JSON, answered by
 * one. `node main.mjs program.js`; it ends with its input.
 *
 *     {"number": 1, "device": "Ann's phone", "verb": "log_set", "of": {"entry": "…", "values": {"reps": 5}}}
 *     {"number": 1, "answer": "…"}      or      {"number": 1, "error": "…"}
 */
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Device, type Beginning } from './device'
import { Killed, load, type Tab } from './tab'
import { DEVICE_VERBS, PERSON_VERBS } from './verbs'

interface Line {
  number: number
  device: string
  verb: string
  tab?: number
  of: object
}

const devices = new Map<string, Device>()

// A browser goes on where nobody waits for what failed. What a kill has cut off fails so.
process.on('unhandledRejection', (reason) => {
  if (!(reason instanceof Killed || (reason instanceof DOMException && reason.name === 'AbortError')))
    for (const device of devices.values()) device.errors.push(`nobody caught ${String(reason)}`)
})

load(readFileSync(process.argv[2] ?? '', 'utf8'))
const deviceVerbs: Record<string, (device: Device, of: never) => Promise<unknown>> = DEVICE_VERBS
const personVerbs: Record<string, (tab: Tab, of: never) => Promise<unknown>> = PERSON_VERBS

async function answer({ device: key, verb, tab, of }: Line): Promise<unknown> {
  if (verb === 'open') return void devices.set(key, await Device.open(of as Beginning))
  if (verb === 'forget') return devices.delete(key)
  const device = devices.get(key)
  if (!device) throw new Error(`no device: ${key}`)
  const act = personVerbs[verb]
  if (act) return act(device.tab(tab), of as never)
  const ask = deviceVerbs[verb]
  if (!ask) throw new Error(`no verb: ${verb}`)
  return ask(device, of as never)
}

for await (const text of createInterface({ input: process.stdin })) {
  const line = JSON.parse(text) as Line
  void answer(line)
    .then(
      (answer) => ({ answer: answer ?? null }),
      (error: unknown) => ({
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
    )
    .then((outcome) => process.stdout.write(`${JSON.stringify({ number: line.number, ...outcome })}\n`))
}
