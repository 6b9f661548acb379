import { checkpointNumber } from '#catalogue/list/page'
import type { Stream } from '#lib/iterate'
import type { Checkpoint, Content, Page } from '#seed/contract/record'
import type { Input } from '#seed/input/input'
import { beginningOf, decodeUtf8, type JsonFault, LONGEST_RECORD, parseRecord, rejectOf } from './record'
import { type ByteWindow, type Consumed, readWindows, requireUtf8 } from './windows'

/** `maxRecordBytes`: a longer record is refused. (Default: 1 MiB) `pageBytes`: bytes of the file per page. (Default: 256 KiB) */
export type JsonOptions = { maxRecordBytes?: number; pageBytes?: number }

/** An opened file; `pages` reads its records from the start or after a checkpoint. */
export type JsonFile = { pages: (after: Checkpoint | undefined) => Stream<Page> }

const LINE_FEED = 10

/** Line of the file (from 1) that is read next. `skipping`: inside a line that is too long. */
type Lines = { line: number; skipping: boolean; maxBytes: number }

/**
 * Opens a file in UTF-8 with one JSON object per line (NDJSON, JSON Lines); blank lines are skipped.
 *
 * Each refusal is one line: `invalid_json`, `not_an_object`, `record_too_long`, `nul_byte`, `lone_surrogate`. A page is about
 * 256 KiB of whole lines; its checkpoint is `{ byte, line }` of the next line.
 *
 * @throws {Failure} `source_unreadable` if the file is UTF-16
 */
export async function openNdjson(input: Input, options: JsonOptions = {}): Promise<JsonFile> {
  await requireUtf8(input)
  return { pages: (after) => readLines(input, options, after ?? { byte: 0, line: 1 }) }
}

function readLines(input: Input, { maxRecordBytes, pageBytes }: JsonOptions, from: Checkpoint): Stream<Page> {
  const lines = { line: checkpointNumber(from, 'line'), skipping: false, maxBytes: maxRecordBytes ?? LONGEST_RECORD }
  return readWindows(input, checkpointNumber(from, 'byte'), pageBytes, (window, page) => takeLines(lines, window, page))
}

function takeLines(lines: Lines, window: ByteWindow, page: Content): Consumed {
  let at = 0
  for (;;) {
    const next = takeLine(lines, window, at, page)
    if (next === at) break
    at = next
  }
  const checkpoint = lines.skipping && !window.last ? undefined : { byte: window.byte + at, line: lines.line }
  return { used: at, checkpoint }
}

/** Reads one line and returns the start of the next; returns `at` itself if the line is not complete in this window. */
function takeLine(lines: Lines, window: ByteWindow, at: number, page: Content): number {
  const { bytes, last } = window
  const found = bytes.indexOf(LINE_FEED, at)
  const end = found < 0 ? bytes.length : found
  if (end - at > lines.maxBytes && !lines.skipping) refuseLong(lines, window, at, page)
  const whole = found >= 0 || (last && end > at)
  if (!whole) return lines.skipping ? bytes.length : at
  if (!lines.skipping) readLine(lines, window, { at, end }, page)
  lines.skipping = false
  lines.line++
  return found < 0 ? end : end + 1
}

const LONG_LINE =
  'The line is longer than allowed; only its beginning is kept. If all records are in one line, inside of brackets, the format is json.'

function refuseLong(lines: Lines, window: ByteWindow, at: number, page: Content): void {
  lines.skipping = true
  page.unparsable.push({
    reject: { code: 'record_too_long', message: LONG_LINE },
    text: beginningOf(window.bytes.subarray(at, at + lines.maxBytes)),
    position: { line: lines.line, byte: window.byte + at },
  })
}

function readLine(
  lines: Lines,
  { bytes, byte }: ByteWindow,
  { at, end }: { at: number; end: number },
  page: Content,
): void {
  const text = decodeUtf8(bytes.subarray(at, end)).trim()
  if (text === '') return
  const position = { line: lines.line, byte: byte + at }
  const record = parseRecord(text)
  if ('fault' in record) refuse(record.fault, text, position, page)
  else page.records.push({ value: record.value, text, position })
}

function refuse(fault: JsonFault, text: string, position: { line: number; byte: number }, page: Content): void {
  page.unparsable.push({ reject: rejectOf(fault), text, position })
}
