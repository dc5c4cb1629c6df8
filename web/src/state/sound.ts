import { preferences } from './preferences.svelte'

/** Milliseconds: later than the frame of a touch, early enough to be taken for a part of it. */
const AFTER_PAINT = 100

let audio: AudioContext | undefined
/** It was asked to sound in a touch, and does not yet. */
let isStuck = false

/**
 * A browser sounds only what began with a touch, and an iPhone takes the sound away when it is locked or called: call it
 * in each touch that may lead to a sound. The set is shown first, which a timer leaves room for.
 */
export function allowSound(): void {
  if (!preferences.restSound || typeof AudioContext === 'undefined' || audio?.state === 'running') return
  setTimeout(wake, AFTER_PAINT)
}

/** What was asked in one touch and is silent at the next will not come back: another one takes its place. */
function wake(): void {
  if (!audio || audio.state === 'closed' || isStuck) {
    audio?.close().catch(() => {})
    audio = new AudioContext()
  }
  const context = audio
  isStuck = context.state !== 'running'
  if (!isStuck) return
  const settle = () => {
    if (context === audio) isStuck = context.state !== 'running'
  }
  context.resume().then(settle, () => {})
}

/** One tone and a shake, where the device does either. A sound that was taken away sounds if it is back in `late` ms. */
export function ring(late: number): void {
  if ('vibrate' in navigator) navigator.vibrate([200, 100, 200])
  if (!preferences.restSound || !audio) return
  const context = audio
  const until = Date.now() + late
  if (context.state === 'running') tone(context)
  else
    context.resume().then(
      () => Date.now() < until && tone(context),
      () => {},
    )
}

function tone(on: AudioContext): void {
  const start = on.currentTime
  const gain = on.createGain()
  gain.gain.setValueAtTime(0, start)
  gain.gain.linearRampToValueAtTime(0.3, start + 0.02)
  gain.gain.linearRampToValueAtTime(0, start + 0.5)
  gain.connect(on.destination)
  const sound = on.createOscillator()
  sound.frequency.value = 880
  sound.connect(gain)
  sound.start(start)
  sound.stop(start + 0.5)
}
