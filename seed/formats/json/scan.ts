/** Nesting of a position: the bytes that will close the open brackets, and if the position is inside a string. */
export type Nesting = { closers: number[]; inString: boolean }

/** Result of a scan: the end of the value, the position so far if more bytes are needed, or the position of an error. */
export type Scanned = { found: 'end' | 'more' | 'broken'; at: number }

/** Returns the nesting outside all brackets and strings. */
export const outside = (): Nesting => ({ closers: [], inString: false })

export const LINE_FEED = 10
export const QUOTE = 34
export const COMMA = 44
export const OPEN_OBJECT = 0x7b
const BACKSLASH = 92
const CLOSER_OF = new Map([
  [0x5b, 0x5d],
  [OPEN_OBJECT, 0x7d],
])

/** Returns the byte that closes an opening bracket; `undefined` for any other byte. */
export const closerOf = (byte: number): number | undefined => CLOSER_OF.get(byte)

const PLAIN = 0
const STRUCTURAL = Uint8Array.from({ length: 256 }, (_, byte) => (',"[]{}'.includes(String.fromCharCode(byte)) ? 1 : 0))

/**
 * Scans to the end of a value, or of a member of an object, between two positions, and updates `nesting`.
 *
 * The end is after the closing bracket of the value, or before a comma or bracket that belongs to the list around it. Only
 * strings and brackets are checked; the rest is left to the JSON parser. A line feed inside a string is an error.
 */
export function scanValue(bytes: Uint8Array, from: number, to: number, nesting: Nesting): Scanned {
  for (let at = from; ; ) {
    if (nesting.inString) {
      const string = scanString(bytes, at, to)
      if (string.found !== 'end') return string
      nesting.inString = false
      at = string.at
    }
    const scanned = scanStructure(bytes, at, to, nesting)
    if (!nesting.inString) return scanned
    at = scanned.at
  }
}

/** Scans outside strings, to the end of the value or after the next quote. */
function scanStructure(bytes: Uint8Array, from: number, to: number, nesting: Nesting): Scanned {
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0
    if (STRUCTURAL[byte] === PLAIN) continue
    const mark = takeMark(byte, nesting)
    if (mark !== 'inside') return endOf(mark, at)
  }
  return { found: 'more', at: to }
}

/** Scans inside a string, to the position after its closing quote. A backslash at the very end is left for the next window. */
export function scanString(bytes: Uint8Array, from: number, to: number): Scanned {
  for (let at = from; at < to; at++) {
    const byte = bytes[at]
    if (byte === QUOTE) return { found: 'end', at: at + 1 }
    if (byte === LINE_FEED) return { found: 'broken', at }
    if (byte !== BACKSLASH) continue
    if (at + 1 >= to) return { found: 'more', at }
    at++
  }
  return { found: 'more', at: to }
}

/** Effect of a structural byte: still inside the value, or the value ends before or behind it; `broken`: a wrong bracket. */
type Mark = 'inside' | 'before' | 'behind' | 'broken'

const endOf = (mark: Mark, at: number): Scanned =>
  mark === 'broken' ? { found: mark, at } : { found: 'end', at: mark === 'behind' ? at + 1 : at }

function takeMark(byte: number, nesting: Nesting): Mark {
  const { closers } = nesting
  const closer = closerOf(byte)
  if (byte === COMMA) return closers.length === 0 ? 'before' : 'inside'
  if (byte === QUOTE) nesting.inString = true
  else if (closer === undefined) return takeCloser(byte, closers)
  else closers.push(closer)
  return nesting.inString ? 'behind' : 'inside'
}

function takeCloser(byte: number, closers: number[]): Mark {
  if (closers.length === 0) return 'before'
  if (closers.pop() !== byte) return 'broken'
  return closers.length === 0 ? 'behind' : 'inside'
}
