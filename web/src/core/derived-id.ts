import { v5 } from 'uuid'

/** The id that the server derives as well: of an own exercise, and of an exercise that a workout takes from a plan. */
export function derivedId(namespace: string, name: string): string {
  return v5(name, namespace)
}
