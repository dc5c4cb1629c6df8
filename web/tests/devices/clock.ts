/** The clock of one device, right or wrong, in milliseconds. Each look is a millisecond later than the one before. */
export class Clock {
  readonly Date: DateConstructor

  constructor(public time: number) {
    const now = () => ++this.time
    this.Date = class extends Date {
      constructor(...of: [] | [number | string | Date]) {
        if (of.length === 0) super(now())
        else super(...of)
      }

      static override now = now
    } as DateConstructor
  }
}
