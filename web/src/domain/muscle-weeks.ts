import type { FieldsOf, Row } from '../core/rows'
import { setsCounted } from './counted'

type Muscle = FieldsOf['exercise']['primary_muscles'][number]

/** From the top of the body down; every muscle is in exactly one group. */
export const GROUPS = {
  chest: ['upper_chest', 'lower_chest'],
  shoulders: ['front_delts', 'side_delts', 'rear_delts', 'rotator_cuff'],
  back: ['lats', 'upper_back'],
  traps: ['upper_traps', 'neck'],
  biceps: ['biceps', 'brachialis'],
  triceps: ['triceps'],
  forearms: ['forearm_flexors', 'forearm_extensors'],
  abs: ['abs', 'obliques'],
  lower_back: ['spinal_erectors'],
  hips: ['hip_flexors', 'adductors'],
  glutes: ['glute_max', 'glute_med'],
  quads: ['quads'],
  hamstrings: ['hamstrings'],
  calves: ['calves', 'tibialis'],
} as const satisfies Record<string, readonly Muscle[]>
export type Group = keyof typeof GROUPS

/** Working sets of a group: direct ones whole, those in which it only helped half. */
export interface GroupSets {
  group: Group
  direct: number
  indirect: number
}

/** One set, what it was of, and the day of its workout, as an ISO date. */
export interface Trained {
  set: Row<'set'>
  exercise: FieldsOf['exercise']
  day: string
}

/**
 * The working sets of each group of muscles, all groups in their order. A set is one set of a group, however many of its
 * muscles it trains; endurance (distance in a time) does not count. Workouts that were cancelled are to be left out
 * before.
 */
export function setsOfGroups(trained: readonly Trained[]): GroupSets[] {
  const byGroup = new Map<Group, GroupSets>()
  for (const { set, exercise } of trained) {
    if (set.fields.set_type !== 'working' || exercise.measurement === 'distance_duration') continue
    const sets = setsCounted(set.fields)
    for (const group of groups()) {
      const muscles: readonly Muscle[] = GROUPS[group]
      const ofGroup = byGroup.get(group) ?? { group, direct: 0, indirect: 0 }
      if (exercise.primary_muscles.some((each) => muscles.includes(each))) ofGroup.direct += sets
      else if (exercise.secondary_muscles.some((each) => muscles.includes(each))) ofGroup.indirect += sets / 2
      byGroup.set(group, ofGroup)
    }
  }
  return groups().map((group) => byGroup.get(group) ?? { group, direct: 0, indirect: 0 })
}

/** The first day of the week that a day lies in; days as ISO dates, `firstWeekday` 1 for Monday to 7. */
export function weekOf(day: string, firstWeekday: number): string {
  const at = new Date(`${day}T00:00:00Z`)
  const weekday = at.getUTCDay() || 7
  at.setUTCDate(at.getUTCDate() - ((weekday - firstWeekday + 7) % 7))
  return at.toISOString().slice(0, 10)
}

/** So many days later, or earlier; days as ISO dates. */
export function daysLater(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10)
}

/** The day that it is now, where the person is. */
export function today(timeZone: string, now = new Date()): string {
  // Swedish writes a day as ISO 8601 does.
  return new Intl.DateTimeFormat('sv', { timeZone }).format(now)
}

function groups(): Group[] {
  return Object.keys(GROUPS) as Group[]
}
