import type { Checkpoint } from '#seed/contract/record'
import { END_OF_OBJECT } from './boundary'
import { isBlank, type LineStart, nextLikeLine } from './lines'
import { beginningOf, decodeUtf8, KEPT_BYTES, parseMember, parseRecord } from './record'
import { refuseBroken, refuseLong, skipLines, skipRecord } from './recovery'
import { COMMA, LINE_FEED, outside, scanValue } from './scan'
import { continueAt, endReading, type ListReading, type ListState, refusePiece, type Step, waitAt } from './state'
import type { Consumed } from './windows'

/** Reads all complete records of a window, from a position in it. */
export function takeRecords(reading: ListReading, from: number): Consumed {
  let step = continueAt(from)
  while (step.goesOn) step = takeNext(reading, step.at)
  return { used: step.at, checkpoint: checkpointAt(reading, step.at) }
}

function checkpointAt({ list, window }: ListReading, at: number): Checkpoint | undefined {
  const { next, row, closer, indent, careful } = list
  if (typeof next === 'object') return undefined
  return { byte: window.byte + at, next, row, closer, indent, careful }
}

function takeNext(reading: ListReading, at: number): Step {
  const { next } = reading.list
  if (next === 'record') return takeRecord(reading, at)
  if (next === 'after') return takeRest(reading, at)
  if (next === 'end') return endReading(reading)
  return 'line' in next ? skipLines(reading, at, next.line) : skipRecord(reading, at, next.value)
}

function takeRecord(reading: ListReading, from: number): Step {
  const { list, window } = reading
  const start = skipGap(list, window.bytes, from)
  const byte = window.bytes[start]
  if (byte === undefined) return window.last ? endEarly(reading, start) : waitAt(start)
  if (byte !== list.closer) return readRecord(reading, start, { indent: list.indent, opener: byte })
  list.next = list.depth > 0 ? 'end' : 'after'
  return continueAt(start + 1)
}

function endEarly(reading: ListReading, at: number): Step {
  refusePiece(reading, at, 'truncated', '')
  return endReading(reading)
}

/** Skips blanks and commas, and counts the blanks at the start of the line. */
function skipGap(list: ListState, bytes: Buffer, from: number): number {
  for (let at = from; ; at++) {
    const byte = bytes[at]
    if (byte === LINE_FEED) list.indent = 0
    else if (isBlank(byte)) list.indent += list.indent < 0 ? 0 : 1
    else if (byte !== COMMA) return at
  }
}

function readRecord(reading: ListReading, start: number, lineStart: LineStart): Step {
  const { bytes, last } = reading.window
  const longest = start + reading.maxBytes
  const line = reading.list.careful && lineStart.indent >= 0 ? nextLikeLine(bytes, start, lineStart) : -1
  const limit = Math.min(bytes.length, longest, line < 0 ? longest : line)
  const nesting = outside()
  const { found, at } = scanValue(bytes, start, limit, nesting)
  if (found === 'end' && at > start) return keepRecord(reading, start, at)
  if (found !== 'more' || limit === line) return refuseBroken(reading, start, lineStart, 'invalid_json')
  if (limit === longest) return refuseLong(reading, start, lineStart, { at, nesting })
  return last ? refuseBroken(reading, start, lineStart, 'truncated') : waitAt(start)
}

function keepRecord(reading: ListReading, start: number, end: number): Step {
  const { list, window, page } = reading
  const text = decodeUtf8(window.bytes.subarray(start, end))
  const record = list.closer === END_OF_OBJECT ? parseMember(text) : parseRecord(text)
  if ('fault' in record) refusePiece(reading, start, record.fault, text)
  else page.records.push({ value: record.value, text, position: { row: list.row++, byte: window.byte + start } })
  list.indent = -1
  return continueAt(end)
}

/** Refuses anything but blanks after a list that is the whole file. */
function takeRest(reading: ListReading, from: number): Step {
  const { bytes, last } = reading.window
  let at = from
  while (isBlank(bytes[at]) || bytes[at] === LINE_FEED) at++
  const rest = bytes.subarray(at)
  if (!last && rest.length < KEPT_BYTES) return waitAt(at)
  if (rest.length > 0) refusePiece(reading, at, 'text_after_end', beginningOf(rest))
  return endReading(reading)
}
