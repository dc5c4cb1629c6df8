import type {
  DistanceUnit,
  IntensityTechnique,
  LoadUnit,
  Measurement,
  SetType,
  Target,
} from '../../api/schema'
import type { FieldsOf, Row } from '../../core/rows'
import type { Performance, WorkoutExercise } from '../../data/workouts'
import { numbered } from '../../domain/previous'
import { matchDrafts } from './draft-matching'

/** The numbers that a set can have. */
export type SetField = 'load' | 'reps' | 'seconds' | 'distance'

/** What a person adds to the numbers of a set, by the names of its fields. */
export const REMARKS = ['note', 'side'] as const
export type Remarks = Partial<Pick<FieldsOf['set'], (typeof REMARKS)[number]>>

/** What is said of a set; what is left out was not said. Loads, seconds and distances are decimal strings as typed. */
export interface SetValues extends Remarks {
  load?: string
  unit?: LoadUnit
  reps?: number
  seconds?: string
  distance?: string
  distanceUnit?: DistanceUnit
  /** Null where it was taken away. */
  rpe?: string | null
  /** At most one of the two is said. */
  rir?: string | null
}

/** A set that can be done: kept on this device until the workout ends, so that what was typed is not lost. */
export interface SetDraft {
  /** Its place, from 1: the `set_index` with which it will be logged. */
  index: number
  type: SetType
  technique: IntensityTechnique | null
  /** The place of the set that it is a piece of. */
  continues: number | null
  values: SetValues
}

export type SetFields = FieldsOf['set']
/** A logged set, as the device holds it or as it is just being saved. */
export interface Logged {
  id: string
  fields: SetFields
  state: 'done' | 'saving' | 'failed'
  /** Why it was not saved. */
  message?: string | undefined
  /** It is kept on this device, and the server would not take it. */
  refused?: boolean | undefined
}

/** One row of the list of sets: a set that is logged, or a draft. */
export interface ListedSet extends Omit<SetDraft, 'values'> {
  key: string
  /** From 1, warm-ups and working sets counted apart; a piece has its set's. */
  number: number
  /** From 1 for the pieces of a set; 0 for a set. */
  piece: number
  /** "W", "1", "D", "F". */
  label: string
  state: 'open' | 'done' | 'saving' | 'failed'
  logged?: Logged | undefined
  /** Logged elsewhere beyond the sets that are to do here: no line of this device. */
  isExtra: boolean
  /** What was said here: typed, or logged. */
  entered: SetValues
  /** What it will be if nothing is said. */
  prefilled: SetValues
  /** The same set of the last time. */
  previous?: SetFields | undefined
  targetRpe?: string | undefined
}

const FIELDS: { readonly [M in Measurement]: readonly SetField[] } = {
  weight_reps: ['load', 'reps'],
  reps: ['reps'],
  duration: ['seconds'],
  weight_duration: ['load', 'seconds'],
  distance_duration: ['distance', 'seconds'],
  weight_distance: ['load', 'distance'],
}

export function fieldsOf(exercise: Row<'exercise'> | undefined): readonly SetField[] {
  return FIELDS[exercise?.fields.measurement ?? 'weight_reps']
}

/** What a logged set says. */
export function valuesOf(set: SetFields): SetValues {
  return {
    ...(set.load !== null && { load: set.load }),
    ...(set.load_unit !== null && { unit: set.load_unit }),
    ...(set.reps !== null && { reps: set.reps }),
    ...(set.duration_seconds !== null && { seconds: set.duration_seconds }),
    ...(set.distance !== null && { distance: set.distance }),
    ...(set.distance_unit !== null && { distanceUnit: set.distance_unit }),
    ...(set.rpe !== null && { rpe: set.rpe }),
    ...(set.rir !== null && { rir: set.rir }),
    ...(Object.fromEntries(REMARKS.filter((name) => set[name]).map((name) => [name, set[name]])) as Remarks),
  }
}

/** As many sets as most programmes ask for: of an exercise that was never done before. */
const FIRST_SETS = 3

/** The sets to do before anybody changed them: those of the plan, else as many as the last time, else three. */
export function plannedDrafts(target: Target | null, previous: readonly SetFields[]): SetDraft[] {
  const draft = (type: SetType, index: number, technique: IntensityTechnique | null = null): SetDraft => ({
    index,
    type,
    technique,
    continues: null,
    values: {},
  })
  if (target) {
    const { warmup_sets, working_sets } = target
    const drafts: SetDraft[] = []
    for (let index = 1; index <= warmup_sets + working_sets; index++) {
      const warm = index <= warmup_sets
      const number = warm ? index : index - warmup_sets
      drafts.push(
        draft(
          warm ? 'warmup' : 'working',
          index,
          techniqueOf(target, number, !warm && number === working_sets, warm),
        ),
      )
    }
    return drafts
  }
  const whole = previous.filter((each) => each.continues_set_id === null)
  if (whole.length === 0) return Array.from({ length: FIRST_SETS }, (_, place) => draft('working', place + 1))
  return whole.map(({ set_type }, place) => draft(set_type, place + 1))
}

/** Only what changes how a set is named is taken over: "pause" is said above the list of sets. */
function techniqueOf(
  target: Target,
  number: number,
  last: boolean,
  warm: boolean,
): IntensityTechnique | null {
  const own = setTargetOf(target, warm ? 'warmup' : 'working', number)?.intensity_technique
  const technique = own ?? (last ? target.intensity_technique : null)
  return technique === 'N/A' || technique === 'superset' ? null : technique
}

function setTargetOf(target: Target, type: SetType, number: number) {
  return target.set_targets.find((each) => each.set_type === type && each.set_number === number)
}

/** The list of sets of one exercise, in their order. */
export function listedSetsOf(
  { row, exercise }: WorkoutExercise,
  drafts: readonly SetDraft[],
  logged: readonly Logged[],
  last: Performance | undefined,
  units: { unit: LoadUnit; distanceUnit: DistanceUnit },
): ListedSet[] {
  const { target } = row.fields
  const taken = new Map(logged.map((each) => [each.id, each.fields.set_index]))
  const matched = matchDrafts(drafts, logged)
  const all = [
    ...matched.open.map((draft) => ({ line: draft, logged: undefined })),
    ...logged.map((each) => ({ line: draftOf(each.fields, taken), logged: each })),
  ].sort(
    (one, other) =>
      one.line.index - other.line.index || (one.logged?.id ?? '').localeCompare(other.logged?.id ?? ''),
  )

  const earlier = new Map(
    numbered(last?.sets ?? []).map(({ set: { fields }, number, piece }) => [
      `${fields.set_type} ${number} ${piece}`,
      fields,
    ]),
  )
  const counted = { warmup: 0, working: 0 }
  let piece = 0
  const seen = new Set<number>()
  const listedSets: ListedSet[] = []
  for (const { line: draft, logged: done } of all) {
    piece = draft.continues === null ? 0 : piece + 1
    if (piece === 0) counted[draft.type]++
    const number = Math.max(1, counted[draft.type])
    const previous = earlier.get(`${draft.type} ${number} ${piece}`)
    const set: ListedSet = {
      ...draft,
      key: seen.has(draft.index) ? (done?.id ?? `again ${draft.index}`) : String(draft.index),
      number,
      piece,
      label: labelOf(draft, number),
      state: done?.state ?? 'open',
      logged: done,
      isExtra: done !== undefined && !matched.drafts.has(done.id),
      entered: done ? valuesOf(done.fields) : draft.values,
      prefilled: {},
      previous,
      targetRpe: target && piece === 0 && draft.type === 'working' ? rpeOf(target, number) : undefined,
    }
    seen.add(draft.index)
    set.prefilled = prefilledOf(set, listedSets, target, units, fieldsOf(exercise))
    listedSets.push(set)
  }
  return listedSets
}

function draftOf(set: SetFields, taken: Map<string, number>): SetDraft {
  const { set_index: index, set_type: type, technique, continues_set_id } = set
  const continues = continues_set_id === null ? null : (taken.get(continues_set_id) ?? index - 1)
  return { index, type, technique: technique === 'N/A' ? null : technique, continues, values: {} }
}

function labelOf({ type, technique, continues }: SetDraft, number: number): string {
  if (type === 'warmup') return 'W'
  if (continues !== null) return technique === 'drop_set' || technique === null ? 'D' : '+'
  return technique === 'fail' ? 'F' : String(number)
}

function rpeOf(target: Target, number: number): string {
  const entered = setTargetOf(target, 'working', number)?.target_rpe
  return entered ?? String(number >= target.working_sets ? target.rpe_last : target.rpe_early)
}

/** The plan's, else the last time's, else those of the set before: only the numbers that the exercise is measured in. */
function prefilledOf(
  set: ListedSet,
  before: readonly ListedSet[],
  target: Target | null,
  units: { unit: LoadUnit; distanceUnit: DistanceUnit },
  fields: readonly SetField[],
): SetValues {
  const planned = target && set.piece === 0 ? setTargetOf(target, set.type, set.number) : undefined
  const last = set.previous ? valuesOf(set.previous) : {}
  const alike = before.filter((each) => each.type === set.type && each.piece > 0 === set.piece > 0)
  const today = alike.at(-1)
  const current: SetValues = today ? { ...today.prefilled, ...today.entered } : {}
  const prefilled: SetValues = {}

  if (fields.includes('load')) {
    const entered = alike.findLast((each) => each.entered.load !== undefined)
    // Whoever takes another load today than the last time goes on with it.
    const moved = entered?.previous && entered.entered.load !== entered.previous.load
    const from = moved ? current : last.load !== undefined ? last : current
    const load = planned?.load ?? from.load
    if (load !== undefined) prefilled.load = load
    prefilled.unit =
      set.entered.unit ?? (planned?.load ? (planned.load_unit ?? units.unit) : (from.unit ?? units.unit))
  }
  if (fields.includes('reps')) {
    const reps = repsOf(set, target, planned, last.reps) ?? current.reps
    if (reps !== undefined) prefilled.reps = reps
  }
  if (fields.includes('seconds')) {
    const seconds = last.seconds ?? current.seconds
    if (seconds !== undefined) prefilled.seconds = seconds
  }
  if (fields.includes('distance')) {
    const distance = last.distance ?? current.distance
    if (distance !== undefined) prefilled.distance = distance
    prefilled.distanceUnit = last.distanceUnit ?? current.distanceUnit ?? units.distanceUnit
  }
  const side = last.side ?? (target?.per_side ? 'each' : undefined)
  if (side) prefilled.side = side
  return prefilled
}

/** Within the plan's range it is what was done the last time. */
function repsOf(
  set: ListedSet,
  target: Target | null,
  planned: { target_reps: number | null; target_reps_max: number | null } | undefined,
  last: number | undefined,
): number | undefined {
  if (!target || set.type === 'warmup' || set.piece > 0) return planned?.target_reps ?? last
  const low = planned?.target_reps ?? target.target_reps
  const high = planned?.target_reps ? (planned.target_reps_max ?? low) : (target.target_reps_max ?? low)
  return last === undefined ? low : Math.min(high, Math.max(low, last))
}

/** What will be logged: what was said, else what is shown in its place. */
export function effective({ entered, prefilled }: { entered: SetValues; prefilled: SetValues }): SetValues {
  return { ...prefilled, ...entered }
}
