/** What is open above the workout, and about what. */
export type Shown =
  | { kind: 'add'; after?: string }
  | { kind: 'replace'; workoutExerciseId: string }
  | { kind: 'exercises' }
  | { kind: 'notes'; workoutExerciseId: string }
  | { kind: 'set'; workoutExerciseId: string; key: string }
  | { kind: 'rest' }
  | { kind: 'finish' }

export class OpenSheet {
  shown = $state.raw<Shown | null>(null)

  show(shown: Shown): void {
    this.shown = shown
  }

  close(): void {
    this.shown = null
  }
}
