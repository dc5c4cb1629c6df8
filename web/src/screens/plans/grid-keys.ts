/**
 * Keys of a table that is edited like a sheet: up, down and Enter go along the column; left and right go on to the next
 * cell where the text ends. Tab goes its usual way.
 */
export function gridKeys(table: HTMLElement): () => void {
  function key(event: KeyboardEvent) {
    const { target } = event
    if (!(target instanceof HTMLElement) || event.altKey || event.ctrlKey || event.metaKey) return
    const cell = target.closest<HTMLElement>('[data-column]')
    if (!cell) return
    const to = along(event.key, target, cell, event.shiftKey) ?? across(event.key, target, table)
    if (!to) return
    event.preventDefault()
    to.focus()
  }

  function along(
    name: string,
    target: HTMLElement,
    cell: HTMLElement,
    back: boolean,
  ): HTMLElement | undefined {
    const select = target instanceof HTMLSelectElement
    // A button is pressed with Enter, a list of choices is gone through with the arrows.
    const by =
      name === 'Enter' && !(target instanceof HTMLButtonElement)
        ? back
          ? -1
          : 1
        : select
          ? 0
          : name === 'ArrowDown'
            ? 1
            : name === 'ArrowUp'
              ? -1
              : 0
    if (!by) return undefined
    const column = cell.dataset.column
    const cells = [...table.querySelectorAll<HTMLElement>(`[data-column="${column}"]`)]
    const next = cells[cells.indexOf(cell) + by]
    return next && controlsOf(next)[controlsOf(cell).indexOf(target)] // the same one of the cell's controls
  }

  table.addEventListener('keydown', key)
  return () => table.removeEventListener('keydown', key)
}

function across(name: string, target: HTMLElement, table: HTMLElement): HTMLElement | undefined {
  const by = name === 'ArrowRight' ? 1 : name === 'ArrowLeft' ? -1 : 0
  if (!by || (target instanceof HTMLInputElement && !atEnd(target, by))) return undefined
  const row = target.closest('tr') ?? table
  const controls = controlsOf(row)
  return controls[controls.indexOf(target) + by]
}

/** All of it is selected, or the caret stands at the end in that direction. */
function atEnd(input: HTMLInputElement, by: 1 | -1): boolean {
  const { selectionStart: start, selectionEnd: end, value } = input
  if (start === 0 && end === value.length) return true
  return start === end && start === (by > 0 ? value.length : 0)
}

function controlsOf(of: Element): HTMLElement[] {
  return [...of.querySelectorAll<HTMLElement>('input, select, button:enabled')]
}
