/** Inside which brackets (the bytes that will close them) and whether inside a string a place is. */
export type Nesting = { closers: number[]; inString: boolean }

/** Where a value ends, up to where it has been read so far, or where it turned out to be no JSON. */
export type Scanned = { found: 'end' | 'more' | 'broken'; at: number }

/** A place inside of no bracket and no string. */
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

/** The byte that closes what this byte opens; `undefined` when it is no bracket. */
export const closerOf = (byte: number): number | undefined => CLOSER_OF.get(byte)

const PLAIN = 0
const STRUCTURAL = Uint8Array.from({ length: 256 }, (_, byte) => (',"[]{}'.includes(String.fromCharCode(byte)) ? 1 : 0))

/**
 * Reads on to the end of a value, or of a member of an object, between two places, and keeps in `nesting` where it got to.
 *
 * It ends behind the bracket that closes it, or before a comma or a bracket that closes what it stands in. Only strings
 * and brackets are looked at: whether the rest is JSON is for the parser to say. A line end inside a string breaks it.
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

/** Reads on outside of strings, to the end of the value or behind the next quote. */
function scanStructure(bytes: Uint8Array, from: number, to: number, nesting: Nesting): Scanned {
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0
    if (STRUCTURAL[byte] === PLAIN) continue
    const mark = takeMark(byte, nesting)
    if (mark !== 'inside') return endOf(mark, at)
  }
  return { found: 'more', at: to }
}

/** Reads on inside a string to behind its closing quote. A backslash at the very end is left for the next time. */
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
