import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { newId } from '../src/core/ids'
import { Local } from '../src/core/local'
import { lastPerformances } from '../src/data/workouts'
import { atOccurrence } from '../src/domain/previous'

test('back-off sets are a second entry of the exercise, with a last time of their own', async () => {
  const local = await Local.open(newId())
  const at = '2026-03-02T18:00:00Z'
  const fields = { name: '', started_at: at, time_zone: 'UTC', status: 'completed' as const }
  await local.write([
    { action: 'create', kind: 'workout', id: 'w', fields },
    ...['top', 'back'].map((id, place) => ({
      action: 'create' as const,
      kind: 'workout_exercise' as const,
      id,
      fields: { workout_id: 'w', exercise_id: 'bench', display_order: place + 1 },
    })),
    ...(
      [
        ['1', 'top', 1, '140'],
        ['2', 'back', 1, '100'],
        ['3', 'back', 2, '100'],
      ] as const
    ).map(([id, workout_exercise_id, set_index, load]) => ({
      action: 'create' as const,
      kind: 'set' as const,
      id,
      fields: {
        workout_exercise_id,
        exercise_id: 'bench',
        set_index,
        load,
        load_unit: 'kg' as const,
        performed_at: at,
      },
    })),
  ])

  const [last] = await local.read((reader) => lastPerformances(reader, 'bench', Date.parse(at) + 1))

  const loads = [0, 1].map((place) =>
    atOccurrence(last?.sets ?? [], last?.entries ?? [], place).map((each) => each.fields.load),
  )
  expect(loads).toEqual([['140'], ['100', '100']])
  local.close()
})
