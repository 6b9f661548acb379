import { type Extent, type QuoteFault, readQuotedRecord } from './cells'
import { breakLength, holdsHigh, holdsNul, lineEnd, nextQuote, type Window, windowOnText } from './window'

/** Fault of a record that cannot be parsed. */
export type ScanFault = QuoteFault | 'nul_byte'

/** Delimiter, longest record in units (see `Encoding`), and the decoding of units. */
export type Grammar = { delimiter: string; maxUnits: number; toText: (units: string) => string }

/** Start of the next record: position in the window and line of the file. `skipping`: inside a line that is too long. */
export type ScanCursor = { at: number; line: number; skipping: boolean }

/** Receives each record as cells or as a fault, with its text, its position in the window and its line. */
export type Sink = {
  row: (cells: string[], text: string, at: number, line: number) => void
  refuse: (fault: ScanFault, text: string, at: number, line: number) => void
}

/** State of scanning one window. */
export type Scan = { window: Window; grammar: Grammar; cursor: ScanCursor; sink: Sink }

/** Units that are kept of a record that is too long. */
const KEPT_UNITS = 1024

/**
 * Reads one record or blank line and advances the cursor; returns false if the window has no further complete one.
 *
 * The result depends only on the bytes of the file, not on how they are cut into windows. A malformed record loses its first
 * line only: reading continues at the next line, so it cannot swallow the records after it.
 */
export function readNext(scan: Scan): boolean {
  const { window, cursor } = scan
  if (cursor.at >= window.certain) return false
  const end = lineEnd(window, cursor.at)
  if (cursor.skipping) return skipLine(scan, end)
  return nextQuote(window, cursor.at) < end ? readQuoted(scan, end) : readLine(scan, end)
}

function readLine(scan: Scan, end: number): boolean {
  const { window, grammar, cursor, sink } = scan
  if (end - cursor.at > grammar.maxUnits) return refuseLong(scan)
  if (!isCertain(window, end)) return false
  if (end > cursor.at) {
    const text = textBetween(scan, cursor.at, end)
    if (holdsNul(window, cursor.at, end)) sink.refuse('nul_byte', text, cursor.at, cursor.line)
    else sink.row(text.split(grammar.delimiter), text, cursor.at, cursor.line)
  }
  return advance(scan, end, 1)
}

function readQuoted(scan: Scan, firstEnd: number): boolean {
  const { window, grammar, cursor } = scan
  const before = { ...window.marks }
  const extent = { start: cursor.at, firstEnd, limit: cursor.at + grammar.maxUnits }
  const record = readQuotedRecord(window, grammar.delimiter, extent)
  if ('cells' in record && isCertain(window, record.end)) return takeQuoted(scan, record.cells, record.end)
  window.marks = before
  if ('cells' in record || !isCertain(window, record.seen)) return false
  return refuseLine(scan, record.fault, extent)
}

function takeQuoted(scan: Scan, cells: string[], end: number): boolean {
  const { window, grammar, cursor, sink } = scan
  const { at, line } = cursor
  const text = textBetween(scan, at, end)
  if (holdsNul(window, at, end)) sink.refuse('nul_byte', text, at, line)
  else sink.row(holdsHigh(window, at, end) ? cellsOfText(text, grammar.delimiter) : cells, text, at, line)
  return advance(scan, end, countLines(text))
}

function cellsOfText(text: string, delimiter: string): string[] {
  const extent = { start: 0, firstEnd: text.length, limit: text.length }
  const record = readQuotedRecord(windowOnText(text), delimiter, extent)
  return 'cells' in record ? record.cells : []
}

function refuseLine(scan: Scan, fault: QuoteFault, { start, firstEnd, limit }: Extent): boolean {
  if (firstEnd > limit) return refuseLong(scan)
  if (!isCertain(scan.window, firstEnd)) return false
  scan.sink.refuse(fault, textBetween(scan, start, firstEnd), start, scan.cursor.line)
  return advance(scan, firstEnd, 1)
}

function refuseLong(scan: Scan): boolean {
  const { cursor } = scan
  const kept = Math.min(KEPT_UNITS, scan.grammar.maxUnits)
  // The cut may split a character, which is then decoded as U+FFFD.
  const text = textBetween(scan, cursor.at, cursor.at + kept).replace(/\uFFFD+$/, '')
  scan.sink.refuse('record_too_long', text, cursor.at, cursor.line)
  cursor.skipping = true
  return true
}

function skipLine(scan: Scan, end: number): boolean {
  scan.cursor.skipping = !isCertain(scan.window, end)
  if (!scan.cursor.skipping) return advance(scan, end, 1)
  scan.cursor.at = scan.window.certain
  return false
}

function advance({ window, cursor }: Scan, end: number, lines: number): true {
  cursor.at = end + breakLength(window.text, end)
  cursor.line += lines
  return true
}

// The end of the window is the end of a record only at the end of the file.
const isCertain = (window: Window, at: number): boolean => window.last || at < window.certain

function textBetween({ window, grammar }: Scan, from: number, to: number): string {
  const units = window.text.substring(from, to)
  return holdsHigh(window, from, to) ? grammar.toText(units) : units
}

const countLines = (text: string): number => (text.match(/\r\n|\r|\n/g)?.length ?? 0) + 1
