/** Shortest title with typos: in a shorter one, one letter more often makes another word (Doom and Room, Wii Fit and Wii Fix). */
const MIN_LENGTH = 10

/** Letters at each end of a title that must be equal. */
const END_LETTERS = 4

/** Returns a key that compact titles with a typo in the middle share; empty if the title is too short for typos. */
export const typoKeyOf = (compact: string, numbers: readonly string[]): string =>
  compact.length < MIN_LENGTH
    ? ''
    : `${compact.slice(0, END_LETTERS)}~${compact.slice(-END_LETTERS)}~${numbers.join(' ')}`

/**
 * True if two compact titles differ by one typo: a letter omitted, inserted, replaced, or swapped with the next. Never for a
 * digit, since digits distinguish sequels.
 *
 * @see Damerau, "A technique for computer detection and correction of spelling errors", 1964
 */
export function isTypo(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  if (short.length < MIN_LENGTH || long.length - short.length > 1 || one === other) return false
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
