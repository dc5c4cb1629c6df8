import { KINDS, type Kind } from './rows'
import { fits } from './upgrade'

type Content = Readonly<Record<string, unknown>>

/** What is wrong with an answer: it has rows that this program does not know, or is none of the tracker's. */
export type Fault = 'outdated' | 'failing'

/** What keeps this program from reading what came from the network as a bootstrap, a pull or a push; null if nothing. */
export function faultOf(content: unknown): Fault | null {
  if (!isObject(content) || typeof content.revision !== 'number') return 'failing'
  if (Array.isArray(content.rows)) return firstFault(content.rows, faultOfRow)
  return Array.isArray(content.receipts) ? firstFault(content.receipts, faultOfReceipt) : 'failing'
}

function faultOfReceipt(content: unknown): Fault | null {
  if (!isObject(content) || typeof content.id !== 'string' || typeof content.outcome !== 'string')
    return 'failing'
  return content.row === null || content.row === undefined ? null : faultOfRow(content.row)
}

function faultOfRow(content: unknown): Fault | null {
  if (!isObject(content) || typeof content.id !== 'string' || typeof content.revision !== 'number')
    return 'failing'
  const { kind, fields, deleted } = content
  const isUnderstood = isKind(kind) && (deleted === true || (isObject(fields) && fits(kind, fields)))
  return isUnderstood ? null : 'outdated'
}

function firstFault(contents: readonly unknown[], fault: (content: unknown) => Fault | null): Fault | null {
  for (const each of contents) {
    const first = fault(each)
    if (first) return first
  }
  return null
}

function isKind(value: unknown): value is Kind {
  return (KINDS as readonly unknown[]).includes(value)
}

function isObject(value: unknown): value is Content {
  return typeof value === 'object' && value !== null
}
