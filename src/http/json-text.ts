import { isObject } from '#lib/json-object'
import { LIMITS } from './limits'

/**
 * Value of a JSON text, or the reason why there is none: it is not JSON, or nested too deep; it has too many items and members, or
 * it cannot be kept unchanged.
 */
export type ParsedJson =
  | { ok: true; value: unknown }
  | { ok: false; reason: 'malformed' | 'too_deep' | 'too_many' | 'unstorable' }

const QUOTE = 0x22
const COMMA = 0x2c
const BACKSLASH = 0x5c
/** This bit is the difference between `[` and `{`, and between `]` and `}`. */
const BRACE_BIT = 0x20
const OPENING = 0x7b
const CLOSING = 0x7d

// A byte order mark stays in the text, so that it is refused: RFC 8259 allows none.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Parses the bytes of a JSON text. Its levels and commas are counted first, because many values cost far more time and memory than
 * the same bytes in one text.
 *
 * `isStored`: a value that cannot be kept unchanged is refused. (Default: true) Of two members with one name the last counts. `__proto__` is a name like any other.
 */
export function parseJson(bytes: Uint8Array, { isStored = true } = {}): ParsedJson {
  const excess = excessOf(bytes)
  if (excess) return { ok: false, reason: excess }
  try {
    const value: unknown = JSON.parse(utf8.decode(bytes))
    return !isStored || isStorable(value) ? { ok: true, value } : { ok: false, reason: 'unstorable' }
  } catch {
    return { ok: false, reason: 'malformed' }
  }
}

type Excess = Extract<ParsedJson, { ok: false }>['reason'] & `too_${string}`

/** Returns the first limit that the text exceeds: its levels, or its commas. */
function excessOf(bytes: Uint8Array): Excess | undefined {
  const counts = createCounts()
  for (let at = 0; at < bytes.length && !counts.excess(); at++) {
    const byte = Number(bytes[at])
    if (byte === QUOTE) at = endOfString(bytes, at)
    else if (byte === COMMA) counts.separate()
    else if ((byte | BRACE_BIT) === OPENING) counts.open(byte === OPENING)
    else if ((byte | BRACE_BIT) === CLOSING) counts.close()
  }
  return counts.excess()
}

/**
 * Counts levels, and the commas of all and of each object that is open: an object of many names costs ten times as much as a list
 * of the same length.
 */
function createCounts() {
  // A list, and the document itself, begin so low that they never reach the limit.
  const commasOfOpen = [Number.NEGATIVE_INFINITY]
  let commas = 0
  let excess: Excess | undefined
  return {
    excess: () => excess,
    open(isObject: boolean) {
      commasOfOpen.push(isObject ? 0 : Number.NEGATIVE_INFINITY)
      if (commasOfOpen.length > LIMITS.bodyLevels + 1) excess = 'too_deep'
    },
    close: () => void commasOfOpen.pop(),
    separate() {
      const ofThis = (commasOfOpen.pop() ?? Number.NEGATIVE_INFINITY) + 1
      commasOfOpen.push(ofThis)
      if (++commas > LIMITS.bodyCommas || ofThis >= LIMITS.bodyMembers) excess = 'too_many'
    },
  }
}

/** Returns the position of the quote that ends the string which begins here, or the length of a text that ends before. */
function endOfString(bytes: Uint8Array, start: number): number {
  let end = bytes.indexOf(QUOTE, start + 1)
  while (end !== -1 && isEscaped(bytes, end)) end = bytes.indexOf(QUOTE, end + 1)
  return end === -1 ? bytes.length : end
}

/** True if an odd number of backslashes is before this position. */
function isEscaped(bytes: Uint8Array, position: number): boolean {
  let at = position
  while (bytes[at - 1] === BACKSLASH) at -= 1
  return (position - at) % 2 === 1
}

/**
 * True unless the value has a NUL or half a surrogate pair in a text or a name, or a number that was too large. Postgres refuses
 * the former, and `JSON.stringify` would turn the latter into null.
 */
function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0')
  if (typeof value === 'number') return Number.isFinite(value)
  if (Array.isArray(value)) return value.every(isStorable)
  if (!isObject(value)) return true
  for (const name in value) if (!isStorable(name) || !isStorable(value[name])) return false
  return true
}
