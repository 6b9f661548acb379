/** A shorter title is another word with one letter changed more often than a slip: Doom and Room, Wii Fit and Wii Fix. */
const MIN_LENGTH = 10

/** Letters at each end that are taken to be right. */
const END_LETTERS = 4

/** What a slip in the middle of a compact title leaves as it is; empty where the title is too short to tell. */
export const typoKeyOf = (compact: string, numbers: readonly string[]): string =>
  compact.length < MIN_LENGTH
    ? ''
    : `${compact.slice(0, END_LETTERS)}~${compact.slice(-END_LETTERS)}~${numbers.join(' ')}`

/**
 * Whether two compact titles are one but for a single letter: left out, put in, changed, or swapped with the next.
 *
 * Digits are never slips: they tell sequels apart.
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
