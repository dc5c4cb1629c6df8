/** What is open above the workout, and about what. */
export type SheetContent =
  | { kind: 'add'; after?: string }
  | { kind: 'replace'; workoutExerciseId: string }
  | { kind: 'exercises' }
  | { kind: 'notes'; workoutExerciseId: string }
  | { kind: 'set'; workoutExerciseId: string; key: string }
  | { kind: 'rest' }
  | { kind: 'finish' }

export class OpenSheet {
  shown = $state.raw<SheetContent | null>(null)

  show(shown: SheetContent): void {
    this.shown = shown
  }

  close(): void {
    this.shown = null
  }
}
