export type Theme = 'system' | 'light' | 'dark'

const UNITS = ['m', 'km', 'mi'] as const

/** What is decided for this device alone; the rest of the settings belongs to the person and is synced. */
class Preferences {
  theme = $state<Theme>(read('theme', (value) => (value === 'light' || value === 'dark' ? value : 'system')))
  /** Seconds of rest where neither the plan nor the exercise says any. */
  restSeconds = $state(read('rest-seconds', (value) => Number(value) || 120))
  restSound = $state(read('rest-sound', (value) => value !== 'off'))
  /** The screen stays on during a workout. */
  keepAwake = $state(read('keep-awake', (value) => value !== 'off'))

  /** In which effort is said: as RPE, or as repetitions in reserve. */
  effort = $state<'rpe' | 'rir'>(read('effort', (value) => (value === 'rir' ? 'rir' : 'rpe')))
  /** In which ways are said of what was never done here; null where nobody chose one. */
  distanceUnit = $state<(typeof UNITS)[number] | null>(
    read('distance-unit', (value) => UNITS.find((each) => each === value) ?? null),
  )

  setTheme(theme: Theme): void {
    this.theme = theme
    if (theme === 'system') {
      localStorage.removeItem('theme')
      delete document.documentElement.dataset.theme
    } else {
      localStorage.setItem('theme', theme)
      document.documentElement.dataset.theme = theme
    }
  }

  setRestSeconds(seconds: number): void {
    this.restSeconds = seconds
    localStorage.setItem('rest-seconds', String(seconds))
  }

  setRestSound(on: boolean): void {
    this.restSound = on
    localStorage.setItem('rest-sound', on ? 'on' : 'off')
  }

  setEffort(scale: 'rpe' | 'rir'): void {
    this.effort = scale
    localStorage.setItem('effort', scale)
  }

  setDistanceUnit(unit: (typeof UNITS)[number]): void {
    this.distanceUnit = unit
    localStorage.setItem('distance-unit', unit)
  }

  setKeepAwake(on: boolean): void {
    this.keepAwake = on
    localStorage.setItem('keep-awake', on ? 'on' : 'off')
  }
}

function read<T>(name: string, of: (value: string | null) => T): T {
  return of(localStorage.getItem(name))
}

export const preferences = new Preferences()
