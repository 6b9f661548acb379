import { findBoundary } from './boundary'
import { type LineStart, nextLikeLine } from './lines'
import { beginningOf, decodeUtf8, type JsonFault, KEPT_BYTES } from './record'
import { LINE_FEED, type Nesting, outside, scanValue } from './scan'
import { continueAt, endReading, type ListReading, refusePiece, type Step, waitAt } from './state'

/** Most bytes at the start of an incomplete last line that are kept for the next window. */
const LONGEST_INDENT = 4096

/**
 * Refuses a broken record, up to the next line that begins like its own line. If there is no such line within `maxBytes`, it
 * waits for more bytes, or calls `refuseLong`; at the end of the file, reading ends.
 *
 * A record that is not at the start of a line is refused up to the boundary that `findBoundary` finds; without one, reading ends.
 * If a next record is found, the fault `truncated` becomes `invalid_json`.
 */
export function refuseBroken(reading: ListReading, start: number, lineStart: LineStart, fault: JsonFault): Step {
  if (lineStart.indent < 0)
    return refuseInLine(reading, start, fault === 'truncated') ?? refuseRest(reading, start, fault)
  const { bytes, last } = reading.window
  const line = nextLikeLine(bytes, start, lineStart)
  const isNear = line >= 0 && line - start <= reading.maxBytes
  if (isNear) return refuseUpTo(reading, start, line, fault === 'truncated' ? 'invalid_json' : fault)
  if (bytes.length - start >= reading.maxBytes)
    return refuseLong(reading, start, lineStart, { at: start, nesting: outside() })
  return last ? refuseRest(reading, start, fault) : waitAt(start)
}

/** Refuses a broken record up to the next one; returns `undefined` if the start of the next one is not found. */
function refuseInLine(reading: ListReading, start: number, isUnclosed: boolean): Step | undefined {
  const at = findBoundary(reading, start, isUnclosed)
  if (at === 'later') return waitAt(start)
  return at === 'nowhere' ? undefined : refuseUpTo(reading, start, at, 'invalid_json')
}

function refuseRest(reading: ListReading, start: number, fault: JsonFault): Step {
  const { bytes, last } = reading.window
  const rest = bytes.subarray(start)
  if (!last && rest.length < KEPT_BYTES) return waitAt(start)
  const isWhole = last && rest.length <= reading.maxBytes
  refusePiece(
    reading,
    start,
    isWhole ? fault : 'unreadable_rest',
    isWhole ? decodeUtf8(rest).trim() : beginningOf(rest),
  )
  return endReading(reading)
}

function refuseUpTo(reading: ListReading, start: number, next: number, fault: JsonFault): Step {
  const { list, window } = reading
  refusePiece(reading, start, fault, decodeUtf8(window.bytes.subarray(start, next)).trim())
  return list.indent < 0 ? continueAt(next) : resumeAtLine(reading, next)
}

/** Continues at the start of a line, in careful mode. */
function resumeAtLine({ list }: ListReading, line: number): Step {
  list.next = 'record'
  list.careful = 1
  list.indent = 0
  return continueAt(line)
}

/**
 * Refuses a record that is too long and sets what is skipped next: the lines up to the next one that begins like its own line.
 *
 * For a record that is not at the start of a line, it first tries `findBoundary`, and then refuses with `invalid_json`; otherwise
 * the rest of the value is skipped.
 */
export function refuseLong(
  reading: ListReading,
  start: number,
  lineStart: LineStart,
  reached: { at: number; nesting: Nesting },
): Step {
  const { list, window, maxBytes } = reading
  const isLine = lineStart.indent >= 0
  const recovered = isLine ? undefined : refuseInLine(reading, start, true)
  if (recovered) return recovered
  refusePiece(reading, start, 'record_too_long', beginningOf(window.bytes.subarray(start, start + maxBytes)))
  list.next = isLine ? { line: lineStart } : { value: reached.nesting }
  return continueAt(isLine ? start : reached.at)
}

/** Skips the rest of a record, up to the next line that begins like its own line. */
export function skipLines(reading: ListReading, from: number, lineStart: LineStart): Step {
  const { bytes, last } = reading.window
  const line = nextLikeLine(bytes, from, lineStart)
  if (line >= 0) return resumeAtLine(reading, line)
  if (last) return endReading(reading)
  // The last line is incomplete: whether it begins like the record's line is known in the next window.
  const feed = bytes.lastIndexOf(LINE_FEED)
  return waitAt(feed >= from && bytes.length - feed < LONGEST_INDENT ? feed : bytes.length)
}

/** Skips the rest of a record, up to its end. */
export function skipRecord(reading: ListReading, from: number, nesting: Nesting): Step {
  const { list, window } = reading
  const { found, at } = scanValue(window.bytes, from, window.bytes.length, nesting)
  if (found === 'broken') return refuseRest(reading, at, 'unreadable_rest')
  if (found === 'more') return window.last ? endReading(reading) : waitAt(at)
  list.next = 'record'
  list.indent = -1
  return continueAt(at)
}
