import { COMMA, LINE_FEED } from './scan'

/** Start of a line with a record: the number of blanks, and the byte after them. */
export type LineStart = { indent: number; opener: number }

/** True if a byte is a space, a tab or a carriage return. */
export const isBlank = (byte: number | undefined): boolean => byte === 32 || byte === 9 || byte === 13

/** Returns the start of the next line that begins like the line of a record, with commas ignored; -1 if there is none. */
export function nextLikeLine(bytes: Uint8Array, from: number, lineStart: LineStart): number {
  for (let feed = bytes.indexOf(LINE_FEED, from); feed >= 0; feed = bytes.indexOf(LINE_FEED, feed + 1))
    if (beginsLike(bytes, feed + 1, lineStart)) return feed + 1
  return -1
}

function beginsLike(bytes: Uint8Array, line: number, { indent, opener }: LineStart): boolean {
  let blanks = 0
  for (let at = line; blanks <= indent; at++) {
    const byte = bytes[at]
    if (isBlank(byte)) blanks++
    else if (byte !== COMMA) return byte === opener && blanks === indent
  }
  return false
}
