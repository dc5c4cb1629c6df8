import type { BootstrapAnswer, PullAnswer, PushAnswer } from '../api/schema'
import { KINDS, type Kind } from './rows'
import { fits } from './upgrade'

/** The answer is none of the tracker's: something in between answered, or it broke off. */
export class NoAnswer extends Error {}
/** The answer is of a version of the tracker whose rows this program does not know. */
export class OtherVersion extends Error {}

type Content = Readonly<Record<string, unknown>>

/** Each checks what came from the network; raises NoAnswer and OtherVersion. */
export function bootstrapAnswer(content: unknown): BootstrapAnswer {
  const answer = withRows(content)
  if (!isText(answer.epoch) || !isNumber(answer.revision)) throw new NoAnswer('It is no bootstrap.')
  return answer as unknown as BootstrapAnswer // its rows and what the sync reads of it were looked at
}

export function pullAnswer(content: unknown): PullAnswer {
  const answer = withRows(content)
  if (!isText(answer.cursor) || !isNumber(answer.revision)) throw new NoAnswer('It is no pull.')
  return answer as unknown as PullAnswer // as above
}

export function pushAnswer(content: unknown): PushAnswer {
  const answer = objectOf(content)
  const { receipts } = answer
  if (!Array.isArray(receipts) || !isNumber(answer.revision)) throw new NoAnswer('It is no receipt.')
  for (const each of receipts) {
    const { id, outcome, row } = objectOf(each)
    if (!isText(id) || !isText(outcome)) throw new NoAnswer('It is no receipt.')
    if (row !== null && row !== undefined) checkRow(row)
  }
  return answer as unknown as PushAnswer // as above
}

function withRows(content: unknown): Content {
  const answer = objectOf(content)
  if (!Array.isArray(answer.rows)) throw new NoAnswer('It has no rows.')
  for (const row of answer.rows) checkRow(row)
  return answer
}

function checkRow(content: unknown): void {
  const { kind, id, revision, fields, deleted } = objectOf(content)
  if (!isText(id) || !isNumber(revision)) throw new NoAnswer('A row has no id or no revision.')
  if (!isKind(kind))
    throw new OtherVersion(`There are rows of a kind that is not known here: ${String(kind)}.`)
  if (deleted === true) return
  if (typeof fields !== 'object' || fields === null || !fits(kind, fields as Content))
    throw new OtherVersion(`A ${kind.replace('_', ' ')} has other fields than are known here.`)
}

function isKind(value: unknown): value is Kind {
  return (KINDS as readonly unknown[]).includes(value)
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number'
}

function objectOf(content: unknown): Content {
  if (typeof content !== 'object' || content === null) throw new NoAnswer('It is no object.')
  return content as Content
}
