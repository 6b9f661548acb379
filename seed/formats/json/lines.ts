import { COMMA, LINE_FEED } from './scan'

/** How a record begins its line: so many blanks before this byte. */
export type LineStart = { indent: number; opener: number }

/** Whether a byte is a blank inside a line. */
export const isBlank = (byte: number | undefined): boolean => byte === 32 || byte === 9 || byte === 13

/** Where the next line begins that begins as a record did, or -1 when these bytes show none. A comma may stand before the record. */
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
