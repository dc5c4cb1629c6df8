import type { ServerNotice } from '../core/database'
import type { Reader } from '../core/reader'

const EXERCISES: readonly string[] = ['exercise_id', 'substitutes']
const OUTCOMES = {
  merged: '',
  restored: 'It was logged for something in the trash, which came back with it.',
  deleted:
    'It was deleted on another device. What you typed is kept with it: an undo under Changes shows it.',
}

/** What the server said of an operation beside "done", in sentences. */
export async function outcomeWords(reader: Reader, { outcome, lost = {} }: ServerNotice): Promise<string> {
  const merged = Object.entries(lost).filter(([field]) => EXERCISES.includes(field))
  const changed = Object.entries(lost).filter(([field]) => !EXERCISES.includes(field))
  const ids = merged.flatMap(([, value]) => value).filter((id) => typeof id === 'string')
  const names = await Promise.all(ids.map(async (id) => (await reader.get('exercise', id))?.fields.name))
  const sentences = [
    OUTCOMES[outcome],
    names.length > 0 &&
      `${names.map((name) => name ?? 'An exercise').join(' and ')} was merged into another exercise meanwhile, which stands here now.`,
    changed.length > 0 &&
      `You and another device changed the same. Yours came later and stays; the other said: ${changed
        .map(([field, value]) => `${field.replaceAll('_', ' ')} ${value ?? 'nothing'}`)
        .join(', ')}.`,
  ]
  return sentences.filter(Boolean).join(' ')
}
