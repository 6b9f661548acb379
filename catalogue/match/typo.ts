/**
 * Shortest compact title in which a typo is recognised. In shorter ones a changed letter often gives another real title (Doom
 * and Room).
 */
const MIN_CHARACTERS = 10

/** Characters at each end that the typo key keeps: a typo there is not found. */
const END_CHARACTERS = 4

/** Returns a key that compact titles with a typo in the middle share; empty for a title of fewer than 10 characters. */
export const typoKeyOf = (compact: string, numbers: readonly string[]): string =>
  compact.length < MIN_CHARACTERS
    ? ''
    : `${compact.slice(0, END_CHARACTERS)}~${compact.slice(-END_CHARACTERS)}~${numbers.join(' ')}`

/**
 * True if two compact titles differ by one typo: a letter omitted, inserted, replaced, or swapped with the next. False if a
 * digit differs, since digits distinguish sequels, if the shorter has fewer than 10 characters, or if both are equal.
 *
 * @see Damerau, "A technique for computer detection and correction of spelling errors", 1964
 */
export function isTypo(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  if (short.length < MIN_CHARACTERS || long.length - short.length > 1 || one === other) return false
  let start = 0
  while (start < short.length && short[start] === long[start]) start++
  let end = 0
  while (end < short.length - start && short[short.length - 1 - end] === long[long.length - 1 - end]) end++
  const left = short.slice(start, short.length - end)
  const right = long.slice(start, long.length - end)
  if (/\d/.test(left + right)) return false
  return left.length <= 1 && right.length <= 1 ? true : isSwap(left, right)
}

const isSwap = (left: string, right: string) =>
  left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]
