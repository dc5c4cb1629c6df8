export type Theme = 'system' | 'light' | 'dark'

/** What is decided for this device alone; the rest of the settings belongs to the person and is synced. */
class Preferences {
  theme = $state<Theme>(read('theme', (value) => (value === 'light' || value === 'dark' ? value : 'system')))
  /** Seconds of rest where neither the plan nor the exercise says any. */
  restSeconds = $state(read('rest-seconds', (value) => Number(value) || 120))
  restSound = $state(read('rest-sound', (value) => value !== 'off'))
  /** The screen stays on during a workout. */
  keepAwake = $state(read('keep-awake', (value) => value !== 'off'))

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

  setKeepAwake(on: boolean): void {
    this.keepAwake = on
    localStorage.setItem('keep-awake', on ? 'on' : 'off')
  }
}

function read<T>(name: string, of: (value: string | null) => T): T {
  return of(localStorage.getItem(name))
}

export const preferences = new Preferences()
