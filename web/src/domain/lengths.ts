import { LONGEST_TEXT } from './limits'

/**
 * What is wrong with a text that is longer than the server takes; undefined where it fits. Nothing is cut: what was
 * pasted stays in its field and is not saved until it fits. The server counts characters, not units of 16 bits.
 */
export function lengthProblem(text: string, longest = LONGEST_TEXT): string | undefined {
  const length = text.length <= longest ? 0 : [...text].length
  return length > longest ? `At most ${longest} characters. There are ${length}.` : undefined
}
