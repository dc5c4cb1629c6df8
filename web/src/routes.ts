import type { Component } from 'svelte'
import type { Tab } from './state/route.svelte'

export type { Tab }

/** A screen as it is loaded: its parameters are the parts of the path that the pattern names. */
type Load = () => Promise<{ default: Component<Record<string, string>> }>

export interface Screen {
  pattern: RegExp
  tab: Tab
  /** Whoever is not signed in may see it. */
  open?: true
  load: Load
}

// Each import takes parameters of its own, which the pattern gives; what is common to all is that they are strings.
const screen = (
  pattern: RegExp,
  tab: Tab,
  load: () => Promise<{ default: unknown }>,
  open?: true,
): Screen => ({
  pattern,
  tab,
  load: load as Load,
  ...(open && { open }),
})

export const SCREENS: readonly Screen[] = [
  screen(/^\/$/, 'today', () => import('./screens/today/Today.svelte')),
  screen(/^\/workouts\/(?<id>[^/]+)$/, 'today', () => import('./screens/workout/Workout.svelte')),
  screen(/^\/plans$/, 'plans', () => import('./screens/plans/Plans.svelte')),
  screen(/^\/plans\/(?<id>[^/]+)$/, 'plans', () => import('./screens/plans/Plan.svelte')),
  screen(/^\/history$/, 'history', () => import('./screens/history/History.svelte')),
  screen(/^\/progress$/, 'progress', () => import('./screens/progress/Progress.svelte')),
  screen(
    /^\/progress\/(?<id>[^/]+)$/,
    'progress',
    () => import('./screens/progress/ExerciseProgress.svelte'),
  ),
  screen(/^\/more$/, 'more', () => import('./screens/more/More.svelte')),
  screen(/^\/exercises$/, 'more', () => import('./screens/exercises/Exercises.svelte')),
  screen(/^\/exercises\/(?<id>[^/]+)$/, 'more', () => import('./screens/exercises/Exercise.svelte')),
  screen(/^\/imports$/, 'more', () => import('./screens/imports/Imports.svelte')),
  screen(/^\/imports\/(?<id>[^/]+)$/, 'more', () => import('./screens/imports/Import.svelte')),
  screen(/^\/changes$/, 'more', () => import('./screens/changes/Changes.svelte')),
  screen(/^\/settings$/, 'more', () => import('./screens/settings/Settings.svelte')),
  screen(/^\/sync$/, 'more', () => import('./screens/sync/SyncDetails.svelte')),
  screen(/^\/sign-in$/, 'more', () => import('./screens/account/SignIn.svelte'), true),
  screen(/^\/sign-up$/, 'more', () => import('./screens/account/SignUp.svelte'), true),
]

/** The screen of a path with its parameters; undefined where there is none. */
export function find(path: string): { screen: Screen; parameters: Record<string, string> } | undefined {
  for (const screen of SCREENS) {
    const match = screen.pattern.exec(path)
    if (match) return { screen, parameters: { ...match.groups } }
  }
  return undefined
}
