import type { Stream } from '#lib/iterate'
import type { Checkpoint, Page } from '#seed/contract/record'
import type { Input } from '#seed/input/input'
import type { Gathered } from '../csv/page'
import { beginningOf, decodeUtf8, type JsonFault, LONGEST_RECORD, parseRecord, rejectOf } from './record'
import { numberIn, readWindows, requireUtf8, type Stretch, type Taken } from './windows'

/** `maxRecordBytes`: a longer record is refused, 1 MiB unless told. `pageBytes`: how much of a file makes a page, 256 KiB. */
export type JsonOptions = { maxRecordBytes?: number; pageBytes?: number }

/** A file whose records can be asked for, from the start or after a checkpoint. */
export type JsonFile = { pages: (after: Checkpoint | undefined) => Stream<Page> }

const LINE_FEED = 10

type Lines = { line: number; skipping: boolean; maxBytes: number }

/**
 * Opens a file with one JSON object a line, in UTF-8; blank lines are passed over.
 *
 * Refusals, each of one line: `invalid_json`, `not_an_object`, `record_too_long`, `nul_byte`, `lone_surrogate`. A page is
 * about 256 KiB of whole lines; `{ byte, line }` of the next one is its checkpoint.
 *
 * @throws {Failure} `source_unreadable` when it is UTF-16
 */
export async function openNdjson(input: Input, options: JsonOptions = {}): Promise<JsonFile> {
  await requireUtf8(input)
  return { pages: (after) => readLines(input, options, after ?? { byte: 0, line: 1 }) }
}

function readLines(input: Input, { maxRecordBytes, pageBytes }: JsonOptions, from: Checkpoint): Stream<Page> {
  const lines = { line: numberIn(from, 'line'), skipping: false, maxBytes: maxRecordBytes ?? LONGEST_RECORD }
  return readWindows(input, numberIn(from, 'byte'), pageBytes, (stretch, page) => takeLines(lines, stretch, page))
}

function takeLines(lines: Lines, stretch: Stretch, page: Gathered): Taken {
  let at = 0
  for (;;) {
    const next = takeLine(lines, stretch, at, page)
    if (next === at) break
    at = next
  }
  const checkpoint = lines.skipping && !stretch.last ? undefined : { byte: stretch.byte + at, line: lines.line }
  return { used: at, checkpoint }
}

/** Reads the line that begins, or goes on, at a place and answers where the next one does: at the same when it is not whole yet. */
function takeLine(lines: Lines, stretch: Stretch, at: number, page: Gathered): number {
  const { bytes, last } = stretch
  const found = bytes.indexOf(LINE_FEED, at)
  const end = found < 0 ? bytes.length : found
  if (end - at > lines.maxBytes && !lines.skipping) refuseLong(lines, stretch, at, page)
  const whole = found >= 0 || (last && end > at)
  if (!whole) return lines.skipping ? bytes.length : at
  if (!lines.skipping) readLine(lines, stretch, { at, end }, page)
  lines.skipping = false
  lines.line++
  return found < 0 ? end : end + 1
}

function refuseLong(lines: Lines, stretch: Stretch, at: number, page: Gathered): void {
  lines.skipping = true
  refuse(
    'record_too_long',
    beginningOf(stretch.bytes.subarray(at, at + lines.maxBytes)),
    { line: lines.line, byte: stretch.byte + at },
    page,
  )
}

function readLine(
  lines: Lines,
  { bytes, byte }: Stretch,
  { at, end }: { at: number; end: number },
  page: Gathered,
): void {
  const text = decodeUtf8(bytes.subarray(at, end)).trim()
  if (text === '') return
  const position = { line: lines.line, byte: byte + at }
  const record = parseRecord(text)
  if ('fault' in record) refuse(record.fault, text, position, page)
  else page.records.push({ value: record.value, text, position })
}

function refuse(fault: JsonFault, text: string, position: { line: number; byte: number }, page: Gathered): void {
  page.unparsable.push({ reject: rejectOf(fault), text, position })
}
