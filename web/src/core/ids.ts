import { v5, v7 } from 'uuid'

/** A UUIDv7, later than every one made before on this page. Nothing depends on the time in it being right. */
export function newId(): string {
  return v7()
}

/** The id that the server derives as well: of an own exercise, and of an exercise that a workout takes from a plan. */
export function derivedId(namespace: string, name: string): string {
  return v5(name, namespace)
}
