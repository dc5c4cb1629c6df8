export interface Toast {
  id: number
  text: string
  action?: { label: string; do: () => void }
}

const shown = $state<{ list: Toast[] }>({ list: [] })
let last = 0

/** What is on the screen for a moment, newest last. */
export const toasts = {
  get list(): readonly Toast[] {
    return shown.list
  },
}

/** Says something for some seconds, with something that can be done about it. */
export function offer(text: string, options: { action?: Toast['action']; seconds?: number } = {}): void {
  const id = ++last
  shown.list.push({ id, text, ...(options.action && { action: options.action }) })
  setTimeout(() => dismiss(id), (options.seconds ?? 5) * 1000)
}

export function dismiss(id: number): void {
  shown.list = shown.list.filter((each) => each.id !== id)
}
