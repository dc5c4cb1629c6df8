/** What is open above the workout, and about what. */
export type Shown =
  | { kind: 'add'; after?: string }
  | { kind: 'replace'; station: string }
  | { kind: 'exercises' }
  | { kind: 'notes'; station: string }
  | { kind: 'set'; station: string; key: string }
  | { kind: 'rest' }
  | { kind: 'finish' }

export class Sheet {
  shown = $state.raw<Shown | null>(null)

  show(shown: Shown): void {
    this.shown = shown
  }

  close(): void {
    this.shown = null
  }
}
