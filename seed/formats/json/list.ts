import type { Checkpoint } from '#seed/contract/record'
import { END_OF_OBJECT } from './boundary'
import { type Beginning, isBlank, nextLikeLine } from './lines'
import { beginningOf, decodeUtf8, KEPT_BYTES, parseMember, parseRecord } from './record'
import { passLines, passValue, refuseBroken, refuseLong } from './recovery'
import { COMMA, LINE_FEED, outside, scanValue } from './scan'
import { endAt, goOn, type ListState, refusePiece, type Step, type Work, waitAt } from './state'
import type { Taken } from './windows'

/** Takes every record of a stretch that is whole, from a place in it. */
export function takeRecords(work: Work, from: number): Taken {
  let step = goOn(from)
  while (step.goesOn) step = takeNext(work, step.at)
  return { used: step.at, checkpoint: checkpointAt(work, step.at) }
}

function checkpointAt({ list, stretch }: Work, at: number): Checkpoint | undefined {
  const { next, row, closer, indent, careful } = list
  if (typeof next === 'object') return undefined
  return { byte: stretch.byte + at, next, row, closer, indent, careful }
}

function takeNext(work: Work, at: number): Step {
  const { next } = work.list
  if (next === 'record') return takeRecord(work, at)
  if (next === 'after') return takeRest(work, at)
  if (next === 'end') return endAt(work)
  return 'line' in next ? passLines(work, at, next.line) : passValue(work, at, next.value)
}

function takeRecord(work: Work, from: number): Step {
  const { list, stretch } = work
  const start = skipGap(list, stretch.bytes, from)
  const byte = stretch.bytes[start]
  if (byte === undefined) return stretch.last ? endEarly(work, start) : waitAt(start)
  if (byte !== list.closer) return readRecord(work, start, { indent: list.indent, opener: byte })
  list.next = list.depth > 0 ? 'end' : 'after'
  return goOn(start + 1)
}

function endEarly(work: Work, at: number): Step {
  refusePiece(work, at, 'truncated', '')
  return endAt(work)
}

/** Passes blanks and commas, counting the blanks that the line begins with. */
function skipGap(list: ListState, bytes: Buffer, from: number): number {
  for (let at = from; ; at++) {
    const byte = bytes[at]
    if (byte === LINE_FEED) list.indent = 0
    else if (isBlank(byte)) list.indent += list.indent < 0 ? 0 : 1
    else if (byte !== COMMA) return at
  }
}

function readRecord(work: Work, start: number, beginning: Beginning): Step {
  const { bytes, last } = work.stretch
  const longest = start + work.maxBytes
  const line = work.list.careful && beginning.indent >= 0 ? nextLikeLine(bytes, start, beginning) : -1
  const limit = Math.min(bytes.length, longest, line < 0 ? longest : line)
  const nesting = outside()
  const { found, at } = scanValue(bytes, start, limit, nesting)
  if (found === 'end' && at > start) return keepRecord(work, start, at)
  if (found !== 'more' || limit === line) return refuseBroken(work, start, beginning, 'invalid_json')
  if (limit === longest) return refuseLong(work, start, beginning, { at, nesting })
  return last ? refuseBroken(work, start, beginning, 'truncated') : waitAt(start)
}

function keepRecord(work: Work, start: number, end: number): Step {
  const { list, stretch, page } = work
  const text = decodeUtf8(stretch.bytes.subarray(start, end))
  const record = list.closer === END_OF_OBJECT ? parseMember(text) : parseRecord(text)
  if ('fault' in record) refusePiece(work, start, record.fault, text)
  else page.records.push({ value: record.value, text, position: { row: list.row++, byte: stretch.byte + start } })
  list.indent = -1
  return goOn(end)
}

/** Nothing but blanks may follow a list that is a whole file. */
function takeRest(work: Work, from: number): Step {
  const { bytes, last } = work.stretch
  let at = from
  while (isBlank(bytes[at]) || bytes[at] === LINE_FEED) at++
  const rest = bytes.subarray(at)
  if (!last && rest.length < KEPT_BYTES) return waitAt(at)
  if (rest.length > 0) refusePiece(work, at, 'text_after_end', beginningOf(rest))
  return endAt(work)
}
