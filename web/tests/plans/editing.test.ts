import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { newId } from '../../src/core/ids'
import { Local } from '../../src/core/local'
import { makeExercise } from '../../src/data/exercise-search'
import { createPlan, newExercise } from '../../src/data/plan-writing'
import { readPlan, type PlanTree } from '../../src/data/plans'
import { PlanEdits } from '../../src/screens/plans/plan-edits.svelte'
import { readWhole, WHOLE } from '../../src/screens/plans/rules'

let local: Local
let id: string
let now: PlanTree

beforeEach(async () => {
  local = await Local.open(newId())
  id = await createPlan(local, 'Push', ['One'])
  await read()
  const { actions } = newExercise(now, now.days[0]?.row.id ?? null, await makeExercise(local, 'Squat'), null)
  await local.write(actions)
  await read()
})
afterEach(() => local.close())

async function read() {
  const plan = await local.read((reader) => readPlan(reader, id))
  if (!plan) throw new Error('there is no such plan')
  now = plan
}
function planned() {
  const row = now.days[0]?.exercises[0]?.row
  if (!row) throw new Error('there is no such exercise')
  return row
}

test('what is typed is shown at once, saved as a patch of what changed, and then as it was read', async () => {
  const editing = new PlanEdits(local, now)
  const edits = editing.exercise(planned())
  edits.type('target_reps', '10', { value: 10 })
  expect([edits.fields.target_reps, editing.state]).toEqual([10, 'saving'])
  const write = vi.spyOn(local, 'write')

  await editing.flush()

  expect(write).toHaveBeenCalledExactlyOnceWith([
    { action: 'patch', kind: 'plan_exercise', id: planned().id, fields: { target_reps: 10 } },
  ])
  expect(editing.state).toBe('saved')
  await editing.flush()
  expect(write).toHaveBeenCalledTimes(1)
  await read()
  editing.take(now)
  expect([planned().fields.target_reps, edits.fields.target_reps]).toEqual([10, 10])
})

test('what is wrong is said and not sent, nor is the other end of its range; the rest is', async () => {
  const editing = new PlanEdits(local, now)
  const edits = editing.exercise(planned())
  edits.type('target_reps', '15', { value: 15 })
  const read = readWhole(WHOLE.working_sets, '7')
  if ('error' in read) edits.type('working_sets', '7', read)
  edits.type('notes', 'slow', { value: 'slow' })
  expect(edits.problems).toEqual({})
  const write = vi.spyOn(local, 'write')

  await editing.flush()

  expect(write.mock.calls.flat(2)).toMatchObject([{ fields: { notes: 'slow' } }])
  expect(Object.keys(edits.problems).sort()).toEqual(['target_reps', 'working_sets'])
  expect(edits.textOf('working_sets')).toBe('7')

  edits.type('target_reps_max', '20', { value: 20 })
  await editing.flush()

  expect(write.mock.calls.at(-1)?.[0]).toMatchObject([{ fields: { target_reps: 15, target_reps_max: 20 } }])
  expect(Object.keys(edits.problems)).toEqual(['working_sets'])
})

test('what the device would not keep is told, and written with the next', async () => {
  const editing = new PlanEdits(local, now)
  const edits = editing.exercise(planned())
  const { NotSaved } = await import('../../src/core/local')
  const write = vi.spyOn(local, 'write').mockRejectedValueOnce(new NotSaved('No room.'))
  edits.choose('per_side', true)
  await vi.waitFor(() => expect(editing.state).toBe('failed'))
  expect(editing.message).toBe('No room.')

  await editing.flush()

  expect(write.mock.calls.at(-1)?.[0]).toMatchObject([{ fields: { per_side: true } }])
  expect(editing.state).toBe('saved')
})

test('a pause in typing saves', async () => {
  const editing = new PlanEdits(local, now)
  editing.plan(now.plan).type('plan_name', 'Pull', { value: 'Pull' })

  await vi.waitFor(() => expect(editing.state).toBe('saved'), 1000)

  await read()
  expect(now.plan.fields.plan_name).toBe('Pull')
})
