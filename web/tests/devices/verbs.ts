import type { Action, FieldsOf, Kind } from '../../src/core/rows'
import type { SetValues } from '../../src/data/sets'
import type { Device } from './device'
import type { Fault } from './network'
import type { Tab } from './tab'

type Id = { id: string }
type Of<K extends Kind> = Id & { fields: Partial<FieldsOf[K]> }

async function entryOf({ local }: Tab, id: string) {
  return local.read(async (reader) => {
    const row = await reader.get('workout_exercise', id)
    if (!row) throw new Error(`no exercise of a workout: ${id}`)
    return { row, sets: await reader.children('set', id) }
  })
}

async function treeOf({ local, program }: Tab, id: string) {
  const tree = await local.read((reader) => program.workouts.readWorkout(reader, id))
  if (!tree) throw new Error(`no workout: ${id}`)
  return tree
}

async function planOf({ local, program }: Tab, id: string) {
  const plan = await local.read((reader) => program.plans.readPlan(reader, id))
  if (!plan) throw new Error(`no plan: ${id}`)
  return plan
}

async function operationOf({ local }: Tab, id: string) {
  const operation = (await local.outbox()).find((each) => each.id === id)
  if (!operation) throw new Error(`nothing waits as ${id}`)
  return operation
}

/** What a person does with a screen: the program's own verbs. What they answer is answered. */
export const PERSON_VERBS = {
  write: ({ local }, { actions }: { actions: Action[] }) => local.write(actions),

  make_exercise: async ({ local, program }, { name }: { name: string }) => {
    const [sent, fields] = [program.newId(), { name }]
    const id = program.derivedId(local.account, sent)
    await local.write([{ action: 'create', kind: 'exercise', id, sent, fields }])
    return id
  },
  change_exercise: ({ local, program }, { id, fields }: Of<'exercise'>) =>
    program.exercises.changeExercise(local, id, fields),
  archive_exercise: ({ local, program, device }, { id, archived }: Id & { archived: boolean }) =>
    program.exercises.archiveExercise(local, id, archived ? new device.clock.Date() : null),
  delete_exercise: ({ local, program }, { id }: Id) => program.exercises.deleteExercise(local, id),

  start_workout: ({ local, program }, { name }: { name: string }) =>
    program.starting.startEmpty(local, { name }),
  start_from_day: async ({ local, program }, { day }: { day: string }) => {
    const planned = await local.read((reader) => program.workouts.readPlannedDay(reader, day))
    return planned ? program.starting.startFromDay(local, planned) : null
  },
  start_like: async (tab, { id }: Id) => tab.program.starting.startLike(tab.local, await treeOf(tab, id)),
  update_workout: ({ local, program }, { id, fields }: Of<'workout'>) =>
    program.workouts.updateWorkout(local, id, fields),
  finish: ({ local, program }, { id }: Id) => program.workouts.finish(local, id),
  cancel: ({ local, program }, { id }: Id) => program.workouts.cancel(local, id),
  take_up: ({ local, program }, { id }: Id) => program.workouts.takeUp(local, id),
  delete_workout: ({ local, program }, { id }: Id) => program.workouts.deleteWorkout(local, id),
  merge_workouts: async (tab, { ids }: { ids: string[] }) =>
    tab.program.merging.mergeWorkouts(tab.local, await Promise.all(ids.map((id) => treeOf(tab, id)))),

  add_exercise: async (tab, { workout, exercise }: { workout: string; exercise: string }) =>
    tab.program.entries.addExercise(tab.local, await treeOf(tab, workout), exercise),
  replace_exercise: async (tab, { id, exercise }: Id & { exercise: string }) => {
    const tree = await treeOf(tab, (await entryOf(tab, id)).row.fields.workout_id)
    return tab.program.entries.replaceExercise(tab.local, tree, id, exercise)
  },
  update_entry: ({ local, program }, { id, fields }: Of<'workout_exercise'>) =>
    program.entries.updateExercise(local, id, fields),
  remove_entry: ({ local, program }, { id }: Id) => program.entries.removeExercise(local, id),
  turn_round: async (tab, { id }: Id) => {
    const tree = await treeOf(tab, id)
    await tab.program.entries.reorder(tab.local, tree, tree.exercises.map(({ row }) => row.id).reverse())
  },

  log_set: async (tab, { entry, values }: { entry: string; values: SetValues }) => {
    const { row, sets } = await entryOf(tab, entry)
    const { logSet, nextIndex } = tab.program.sets
    return logSet(tab.local, row, { set_index: nextIndex(sets), ...values })
  },
  update_set: ({ local, program }, { id, fields }: Of<'set'>) => program.sets.updateSet(local, id, fields),
  unlog_set: async (tab, { id }: Id) => {
    const set = await tab.local.read((reader) => reader.get('set', id))
    if (!set) throw new Error(`no set: ${id}`)
    const { sets } = await entryOf(tab, set.fields.workout_exercise_id)
    await tab.program.sets.unlogSet(tab.local, set, sets)
  },

  create_plan: ({ local, program }, { name, days }: { name: string; days: string[] }) =>
    program.planWriting.createPlan(local, name, days),
  plan_exercise: async (tab, { day, exercise, fields }: PlannedExercise) => {
    const row = await tab.local.read((reader) => reader.get('plan_day', day))
    if (!row) throw new Error(`no day: ${day}`)
    const tree = await planOf(tab, row.fields.plan_id)
    const { id, actions } = tab.program.planWriting.newExercise(tree, day, exercise, null)
    await tab.local.write([...actions, { action: 'patch', kind: 'plan_exercise', id, fields }])
    return id
  },
  archive_plan: ({ local, program }, { id, archived }: Id & { archived: boolean }) =>
    program.planWriting.archivePlan(local, id, archived),
  delete_plan: ({ local, program }, { id }: Id) => program.planWriting.deletePlan(local, id),

  /** The newest page, and one of its changes taken back: null, or why not. */
  changes: ({ program }, _: object) => program.changes.readChanges(null),
  undo: ({ program }, { change }: { change: string }) => program.changes.undo(change),

  change_profile: ({ local, program }, { fields }: { fields: Partial<FieldsOf['profile']> }) =>
    program.profile.changeProfile(local, fields),
  try_again: async (tab, { id }: Id) => tab.program.outbox.tryAgain(tab.local, await operationOf(tab, id)),
  discard: async (tab, { id }: Id) => tab.program.outbox.discard(tab.local, await operationOf(tab, id)),
} satisfies Record<string, (tab: Tab, of: never) => Promise<unknown>>

type PlannedExercise = { day: string; exercise: string; fields: Partial<FieldsOf['plan_exercise']> }

/** What is asked of a device, and what happens to it. */
export const DEVICE_VERBS = {
  rows: async (device) => {
    const { local, program } = device.tab()
    const kinds = await local.read((reader) => Promise.all(program.KINDS.map((kind) => reader.all(kind))))
    return kinds.flat()
  },
  outbox: (device) => device.tab().local.outbox(),
  new_id: async (device) => device.tab().program.newId(),

  sync: async (device, { number = 0, fault = 'none', after = 0 }: Striking) => {
    const tab = device.tab(number)
    const before = (await tab.local.notices()).at(-1)?.place ?? 0
    device.network.strike(fault, after)
    if (fault === 'killed') tab.lives = after
    const isWhole =
      (await device.unlessKilled(
        tab,
        tab.sync.now().then(() => true),
      )) !== null
    tab.lives = Infinity
    device.network.strike('none', 0)
    const { trouble, local } = isWhole ? tab : device.tab()
    const notices = (await local.notices()).filter(({ place = 0 }) => place > before)
    return { trouble, killed: !isWhole, notices }
  },

  open_tab: (device) => device.openTab(),
  close_tab: async (device) => device.closeTab(),
  reload: (device) => device.reload(),
  kill: (device) => device.kill(),
  set_clock: async (device, { time }: { time: number }) => void (device.clock.time = time),
  time: async (device) => device.clock.time,
  errors: async (device) => device.errors,
} satisfies Record<string, (device: Device, of: never) => Promise<unknown>>

type Striking = { number?: number; fault?: Fault; after?: number }
