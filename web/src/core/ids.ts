import { v7 } from 'uuid'

/** A UUIDv7, later than every one made before on this page. Nothing depends on the time in it being right. */
export function newId(): string {
  return v7()
}
