import { findBoundary } from './boundary'
import { type Beginning, nextLikeLine } from './lines'
import { beginningOf, decodeUtf8, type JsonFault, KEPT_BYTES } from './record'
import { LINE_FEED, type Nesting, outside, scanValue } from './scan'
import { endAt, goOn, refusePiece, type Step, type Work, waitAt } from './state'

const LONGEST_INDENT = 4096

/**
 * Refuses a record that has no end, up to the next line that begins as it did; where it did not begin its line, up to the
 * next place where the list can be read on. Where there is none, nothing more is read.
 */
export function refuseBroken(work: Work, start: number, beginning: Beginning, fault: JsonFault): Step {
  if (beginning.indent < 0) return refuseInLine(work, start, fault === 'truncated') ?? refuseRest(work, start, fault)
  const { bytes, last } = work.stretch
  const line = nextLikeLine(bytes, start, beginning)
  const isNear = line >= 0 && line - start <= work.maxBytes
  if (isNear) return refuseUpTo(work, start, line, fault === 'truncated' ? 'invalid_json' : fault)
  if (bytes.length - start >= work.maxBytes)
    return refuseLong(work, start, beginning, { at: start, nesting: outside() })
  return last ? refuseRest(work, start, fault) : waitAt(start)
}

/** Refuses a broken record up to where the next one begins, or answers `undefined` where that cannot be told. */
function refuseInLine(work: Work, start: number, isQuote: boolean): Step | undefined {
  const at = findBoundary(work, start, isQuote)
  if (at === 'later') return waitAt(start)
  return at === 'nowhere' ? undefined : refuseUpTo(work, start, at, 'invalid_json')
}

function refuseRest(work: Work, start: number, fault: JsonFault): Step {
  const { bytes, last } = work.stretch
  const rest = bytes.subarray(start)
  if (!last && rest.length < KEPT_BYTES) return waitAt(start)
  const isWhole = last && rest.length <= work.maxBytes
  refusePiece(work, start, isWhole ? fault : 'unreadable_rest', isWhole ? decodeUtf8(rest).trim() : beginningOf(rest))
  return endAt(work)
}

function refuseUpTo(work: Work, start: number, next: number, fault: JsonFault): Step {
  const { list, stretch } = work
  refusePiece(work, start, fault, decodeUtf8(stretch.bytes.subarray(start, next)).trim())
  return list.indent < 0 ? goOn(next) : resumeAt(work, next)
}

function resumeAt({ list }: Work, line: number): Step {
  list.next = 'record'
  list.careful = 1
  list.indent = 0
  return goOn(line)
}

/** Refuses a record that is too long and passes over it: to the next line that begins as it did, else to where it ends. */
export function refuseLong(
  work: Work,
  start: number,
  beginning: Beginning,
  reached: { at: number; nesting: Nesting },
): Step {
  const { list, stretch, maxBytes } = work
  const isLine = beginning.indent >= 0
  const recovered = isLine ? undefined : refuseInLine(work, start, true)
  if (recovered) return recovered
  refusePiece(work, start, 'record_too_long', beginningOf(stretch.bytes.subarray(start, start + maxBytes)))
  list.next = isLine ? { line: beginning } : { value: reached.nesting }
  return goOn(isLine ? start : reached.at)
}

/** Passes over the rest of a record up to the next line that begins as it did. */
export function passLines(work: Work, from: number, beginning: Beginning): Step {
  const { bytes, last } = work.stretch
  const line = nextLikeLine(bytes, from, beginning)
  if (line >= 0) return resumeAt(work, line)
  if (last) return endAt(work)
  // The last line may begin so once more of it is known.
  const feed = bytes.lastIndexOf(LINE_FEED)
  return waitAt(feed >= from && bytes.length - feed < LONGEST_INDENT ? feed : bytes.length)
}

/** Passes over the rest of a record up to where it ends. */
export function passValue(work: Work, from: number, nesting: Nesting): Step {
  const { list, stretch } = work
  const { found, at } = scanValue(stretch.bytes, from, stretch.bytes.length, nesting)
  if (found === 'broken') return refuseRest(work, at, 'unreadable_rest')
  if (found === 'more') return stretch.last ? endAt(work) : waitAt(at)
  list.next = 'record'
  list.indent = -1
  return goOn(at)
}
