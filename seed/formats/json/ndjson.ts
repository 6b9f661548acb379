import type { Stream } from '#lib/iterate'
import type { Checkpoint, Content, Page } from '#seed/contract/record'
import type { Input } from '#seed/input/input'
import { checkpointNumber } from '../page'
import { beginningOf, decodeUtf8, type JsonFault, LONGEST_RECORD, parseRecord, rejectOf } from './record'
import { type ByteWindow, type Consumed, readWindows, requireUtf8 } from './windows'

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

/** Reads the line that begins, or goes on, at a place and answers where the next one does: at the same when it is not whole yet. */
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

function refuseLong(lines: Lines, window: ByteWindow, at: number, page: Content): void {
  lines.skipping = true
  refuse(
    'record_too_long',
    beginningOf(window.bytes.subarray(at, at + lines.maxBytes)),
    { line: lines.line, byte: window.byte + at },
    page,
  )
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
