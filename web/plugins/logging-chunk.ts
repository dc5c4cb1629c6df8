import type { Plugin } from 'vite'

/** Where the page begins, and the screen on which sets are logged. */
const BEGINNINGS = ['/src/main.ts', '/src/screens/workout/Workout.svelte']
const SCREEN = /\/src\/screens\/workout\//
/** Svelte and uuid name all that they can do in one place. The parts that no part of the logging page uses: */
const ELSEWHERE = new RegExp(
  [
    String.raw`/svelte/src/(transition|motion|animate|store|easing)/`,
    String.raw`/svelte/src/internal/(shared/clone|client/timing|client/loop)\.js`,
    String.raw`/svelte/src/internal/client/dom/blocks/svelte-element\.js`,
    String.raw`/svelte/src/internal/client/dom/elements/(transitions|bindings/(?!this|shared)\w+)\.js`,
    String.raw`/uuid/dist/(?!index|v7|rng|stringify)`,
  ].join('|'),
)

/**
 * Puts what each set needs into two chunks: that of the screen, and that of all below it. They pack better than many
 * small ones. And what another screen uses of the same packages does not come along, as it would when chunks are made
 * by who shares them.
 */
export function loggingChunk(): Plugin {
  const needed = new Set<string>()
  const group = (name: string, ofScreen: boolean) => ({
    name,
    // Else all that Svelte names comes along with the file that names it.
    includeDependenciesRecursively: false,
    // What the bundler itself adds is below everything: elsewhere the chunks would import each other in a circle.
    test: (id: string) => (id.startsWith('\0') ? !ofScreen : needed.has(id) && SCREEN.test(id) === ofScreen),
  })
  return {
    name: 'logging-chunk',
    apply: 'build',
    config: () => ({
      build: {
        rolldownOptions: {
          // Then they go with who uses them, not with who names them.
          treeshake: { moduleSideEffects: [{ test: ELSEWHERE, sideEffects: false }] },
          output: {
            codeSplitting: {
              groups: [group('logging', false), group('sets', true)],
            },
          },
        },
      },
    }),
    buildEnd() {
      const waiting = [...this.getModuleIds()].filter((id) => BEGINNINGS.some((each) => id.endsWith(each)))
      // The entry stays by itself: it only begins.
      for (const id of waiting) {
        for (const next of this.getModuleInfo(id)?.importedIds ?? []) {
          if (needed.has(next) || ELSEWHERE.test(next)) continue
          needed.add(next)
          waiting.push(next)
        }
      }
    },
  }
}
