import type { LoadUnit } from '../../api/schema'
import type { FieldsOf } from '../../core/rows'

type Weighed = Pick<FieldsOf['workout'], 'body_weight' | 'body_weight_unit'>

/** What is wrong with a body weight as it was typed, in words; undefined where nothing is. May be left out. */
export function wrongWeight(typed: string): string | undefined {
  const fits = typed === '' || (/^\d{1,5}(\.\d{1,3})?$/.test(typed) && Number(typed) > 0)
  return fits ? undefined : `A number above 0. You typed ${typed}.`
}

/** As a workout keeps it. */
export function weighed(typed: string, unit: LoadUnit): Weighed {
  return typed === ''
    ? { body_weight: null, body_weight_unit: null }
    : { body_weight: typed, body_weight_unit: unit }
}
