import { counted } from '../../domain/amounts'
import type { Local } from '../../core/local'
import type { PlanDay, PlannedExercise, PlanTree } from '../../data/plans'
import {
  copyDay,
  copyExercise,
  copyWeek,
  listOf,
  moveDay,
  newDay,
  newExercise,
  placeExercise,
  putBack,
  withoutDays,
} from '../../data/plan-writing'
import { LONGEST_NAME } from '../../domain/limits'
import { offer } from '../../state/toasts.svelte'
import type { Item } from '../../ui/MenuSheet.svelte'
import type { Place } from './drag'
import { PlanEdits } from './plan-edits.svelte'
import { nameOf, weekName } from './words'

/** What an exercise is looked for. */
interface Picking {
  title: string
  exclude: string[]
  take: (exerciseId: string) => void
}
interface Confirmation {
  title: string
  text: string
  confirm: string
  do: () => void
}

/** A plan on the table: the plan as it is, what is open, and everything that can be done. */
export class PlanEditorState {
  tree: PlanTree = $derived.by(() => this.read())
  /** The exercise whose fields are open, and the day. */
  opened = $state<string | null>(null)
  openedDay = $state<string | null>(null)
  picking = $state.raw<Picking | null>(null)
  pickingOpen = $state(false)
  /** An exercise that is on its way to another day. */
  moving = $state.raw<PlannedExercise | null>(null)
  confirmation = $state.raw<Confirmation | null>(null)
  confirmationOpen = $state(false)
  /** What is being carried, and where it would lie. */
  carried = $state<string | null>(null)
  over = $state.raw<Place | null>(null)
  /** What a screen reader is told after a move. */
  announced = $state('')
  /** Whose handle has the focus again once the plan is read anew. */
  refocus: string | null = null
  readonly edits: PlanEdits

  constructor(
    private readonly local: Local,
    private readonly read: () => PlanTree,
  ) {
    this.edits = new PlanEdits(local, read())
  }

  private pick(picking: Picking): void {
    this.picking = picking
    this.pickingOpen = true
  }

  private confirm(confirmation: Confirmation): void {
    this.confirmation = confirmation
    this.confirmationOpen = true
  }

  addExercise(dayId: string | null): void {
    this.pick({
      title: 'Add an exercise',
      exclude: [],
      take: (id) => void this.put(dayId, id),
    })
  }

  private async put(dayId: string | null, exerciseId: string): Promise<void> {
    const exercise = await this.local.read((reader) => reader.get('exercise', exerciseId))
    const rest = exercise?.fields.default_rest_seconds ?? null
    const { id, actions } = newExercise(this.tree, dayId, exerciseId, rest)
    if (await this.edits.save(() => actions)) this.opened = id
  }

  change(plannedExercise: PlannedExercise): void {
    this.pick({
      title: `Instead of ${nameOf(plannedExercise)}`,
      exclude: [plannedExercise.row.fields.exercise_id],
      take: (id) => {
        const edits = this.edits.exercise(plannedExercise.row)
        const substitutes = edits.fields.substitutes.filter((each) => each !== id)
        if (substitutes.length < edits.fields.substitutes.length) edits.choose('substitutes', substitutes)
        edits.choose('exercise_id', id)
      },
    })
  }

  /** A substitute in a place from 0, new or in place of another one. */
  substitute(plannedExercise: PlannedExercise, place: number): void {
    const edits = this.edits.exercise(plannedExercise.row)
    const { exercise_id, substitutes } = edits.fields
    this.pick({
      title: `A substitute for ${nameOf(plannedExercise)}`,
      exclude: [exercise_id, ...substitutes],
      take: (id) => edits.choose('substitutes', edits.fields.substitutes.toSpliced(place, 1, id)),
    })
  }

  async remove(plannedExercise: PlannedExercise): Promise<void> {
    const { row } = plannedExercise
    if (this.opened === row.id) this.opened = null
    if (!(await this.edits.save(() => [{ action: 'delete', kind: 'plan_exercise', id: row.id }]))) return
    const back = () => void this.edits.save(() => putBack(row))
    offer(`${nameOf(plannedExercise)} is out of the plan.`, { action: { label: 'Undo', do: back } })
  }

  /** So many places further in its day. */
  async step(plannedExercise: PlannedExercise, by: 1 | -1): Promise<void> {
    const { plan_day_id: dayId } = plannedExercise.row.fields
    const list = listOf(this.tree, dayId)
    const at = list.findIndex(({ row }) => row.id === plannedExercise.row.id) + by
    if (at < 0 || at >= list.length) {
      this.announced = `${nameOf(plannedExercise)} is ${by < 0 ? 'the first' : 'the last'} already.`
      return
    }
    await this.place(plannedExercise, dayId, at)
  }

  async place(plannedExercise: PlannedExercise, dayId: string | null, index: number): Promise<void> {
    this.refocus = plannedExercise.row.id
    if (!(await this.edits.save((tree) => placeExercise(tree, plannedExercise.row.id, dayId, index)))) return
    const day = this.tree.days.find(({ row }) => row.id === dayId)
    const where =
      dayId !== plannedExercise.row.fields.plan_day_id && day ? ` in ${day.row.fields.day_name}` : ''
    this.announced = `${nameOf(plannedExercise)} is now number ${index + 1}${where}.`
  }

  itemsOf(plannedExercise: PlannedExercise): Item[] {
    const list = listOf(this.tree, plannedExercise.row.fields.plan_day_id)
    const at = list.findIndex(({ row }) => row.id === plannedExercise.row.id)
    const twice = { label: 'Add a second time', icon: 'copy' } as const
    return [
      { label: 'Move up', icon: 'up', disabled: at <= 0, do: () => void this.step(plannedExercise, -1) },
      {
        label: 'Move down',
        icon: 'down',
        disabled: at >= list.length - 1,
        do: () => void this.step(plannedExercise, 1),
      },
      ...(this.tree.days.length > 1
        ? [
            {
              label: 'Move to another day',
              icon: 'right',
              do: () => (this.moving = plannedExercise),
            } as const,
          ]
        : []),
      { label: 'Take another exercise', icon: 'swap', do: () => this.change(plannedExercise) },
      { ...twice, do: () => void this.edits.save((tree) => copyExercise(tree, plannedExercise.row)) },
      { label: 'Remove', icon: 'trash', danger: true, do: () => void this.remove(plannedExercise) },
    ]
  }

  async addDay(week: number | null): Promise<void> {
    const number = this.tree.days.filter(({ row }) => row.fields.week === week).length + 1
    const actions = newDay(this.tree, `Day ${number}`, week)
    const [firstAction] = actions
    if ((await this.edits.save(() => actions)) && firstAction) this.openedDay = firstAction.id
  }

  itemsOfDay(day: PlanDay): Item[] {
    const { id, fields } = day.row
    const list = this.tree.days.filter(({ row }) => row.fields.week === fields.week)
    const at = list.findIndex(({ row }) => row.id === id)
    const step = (by: number) => void this.edits.save((tree) => moveDay(tree, id, by))
    const copyName = `${[...fields.day_name].slice(0, LONGEST_NAME - 7).join('')} (copy)`
    return [
      { label: 'Name, week and notes', icon: 'edit', do: () => (this.openedDay = id) },
      { label: 'Move the day up', icon: 'up', disabled: at <= 0, do: () => step(-1) },
      { label: 'Move the day down', icon: 'down', disabled: at >= list.length - 1, do: () => step(1) },
      {
        label: 'Duplicate the day',
        icon: 'copy',
        do: () => void this.edits.save((tree) => copyDay(tree, day, copyName)),
      },
      {
        label: 'Delete the day',
        icon: 'trash',
        danger: true,
        do: () => this.askToDelete([day], `the day “${fields.day_name}”`),
      },
    ]
  }

  /** The days of every week become those of the first. */
  async writeWeeks(): Promise<void> {
    await this.edits.save((tree) =>
      tree.days.map(({ row }) => ({ action: 'patch', kind: 'plan_day', id: row.id, fields: { week: 1 } })),
    )
  }

  itemsOfWeek(week: number | null): Item[] {
    const days = this.tree.days.filter(({ row }) => row.fields.week === week)
    const next = Math.max(0, ...this.tree.days.map(({ row }) => row.fields.week ?? 0)) + 1
    const name = weekName(week)
    return [
      {
        label: `Copy “${name}” as week ${next}`,
        icon: 'copy',
        do: () => void this.edits.save((tree) => copyWeek(tree, week, next)),
      },
      {
        label: `Delete the days of “${name}”`,
        icon: 'trash',
        danger: true,
        do: () => this.askToDelete(days, `the ${counted(days.length, 'day')} of “${name}”`),
      },
    ]
  }

  private askToDelete(days: readonly PlanDay[], what: string): void {
    const exercises = days.reduce((sum, day) => sum + day.exercises.length, 0)
    this.confirm({
      title: `Delete ${what}?`,
      text: `${counted(exercises, 'planned exercise')} in it go with it. Workouts that were done by it stay. It can be undone under Changes.`,
      confirm: 'Delete',
      do: () => void this.edits.save(() => withoutDays(days)),
    })
  }
}
