import type { Side } from '../../api/schema'
import { offer } from '../../state/toasts.svelte'
import type { Line, SetFields, Slot } from './ledger'
import type { Logging } from './logging.svelte'
import { linesOf, type Station } from './station'
import { slotName } from './words'

/** Deletes a set, done or not; it can be brought back for a moment. */
export async function removeSet(logging: Logging, station: Station, slot: Slot): Promise<void> {
  const before = linesOf(station)
  logging.drafts.change(station.id, before, (lines) =>
    lines.filter((each) => each.index !== slot.index && each.continues !== slot.index),
  )
  logging.take(station.id)
  const rows = slot.logged ? await logging.keeping.forget(station.sets, slot.logged) : []
  const undo = () => {
    logging.drafts.change(station.id, before, () => before)
    if (rows.length > 0) void logging.keeping.bringBack(rows)
  }
  offer(`${slotName(slot)} deleted.`, { action: { label: 'Undo', do: undo } })
}

/** Adds a set at the end; a piece comes after its set. */
export async function addSet(
  logging: Logging,
  station: Station,
  piece?: { of: Slot; technique: 'drop_set' | 'rest_pause' | 'myo_reps' },
): Promise<void> {
  const lines = linesOf(station)
  const others = piece ? station.slots.filter((each) => each.continues === piece.of.index) : station.slots
  const end = Math.max(piece?.of.index ?? 0, ...others.map(({ index }) => index))
  const index = end + 1
  if (piece) await moveUp(logging, station, index)
  logging.drafts.change(station.id, lines, (all) => [
    ...all.map((each) => ({
      ...each,
      index: each.index >= index ? each.index + 1 : each.index,
      continues: each.continues !== null && each.continues >= index ? each.continues + 1 : each.continues,
    })),
    {
      index,
      type: piece?.of.type ?? lines.at(-1)?.type ?? 'working',
      technique: piece?.technique ?? null,
      continues: piece?.of.index ?? null,
      values: {},
    },
  ])
  logging.take(station.id, String(index))
}

/** Says what kind of set it is, and what is to be remembered of it. */
export async function refineSet(
  logging: Logging,
  station: Station,
  slot: Slot,
  { type, technique, note, side }: Pick<Line, 'type' | 'technique'> & { note: string; side: Side | null },
): Promise<void> {
  if (slot.logged) {
    const { fields } = slot.logged
    const now = { set_type: type, technique, note, side }
    const changed = Object.entries(now).filter(([name, value]) => fields[name as keyof SetFields] !== value)
    // Its line goes along: else the set that was to do here would be to do once more.
    const before = linesOf(station)
    if (type !== slot.type)
      logging.drafts.change(station.id, before, () =>
        before.map((each) =>
          each.index === slot.index && each.type === slot.type ? { ...each, type } : each,
        ),
      )
    await logging.keeping.change(slot.logged, Object.fromEntries(changed))
    return
  }
  logging.drafts.change(station.id, linesOf(station), (lines) =>
    lines.map((each) =>
      each.index === slot.index && each.type === slot.type
        ? { ...each, type, technique, values: { ...each.values, note, side } }
        : each,
    ),
  )
}

/** Makes room among the sets that are done. */
async function moveUp(logging: Logging, station: Station, from: number): Promise<void> {
  for (const { logged, index } of station.slots.filter((each) => each.logged && each.index >= from)) {
    if (logged) await logging.keeping.change(logged, { set_index: index + 1 })
  }
}
