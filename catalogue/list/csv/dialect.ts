import { type Grammar, readNext, type ScanCursor } from './scan'
import { type Window, windowOnText } from './window'

/** Dialect of a CSV file. */
export type CsvDialect = { delimiter: string; encoding: string; lineEnd: 'LF' | 'CRLF' | 'CR' }

const DELIMITERS = [',', ';', '\t', '|']
const SAMPLE_UNITS = 64 * 1024
const SAMPLE_RECORDS = 100

/**
 * Detects the delimiter from the first records (at most 100, within 64 Ki units, see `Encoding`), the header included. The score
 * of a delimiter is the share of records with as many cells as the header, times the logarithm of the header's number of cells.
 * (Default: a comma)
 *
 * Neither factor is enough alone: if every record ends in a stray semicolon, the share for semicolons is 1; and commas in
 * the text of a header give it many cells.
 */
export function detectDelimiter(start: string): string {
  const sample = start.slice(0, SAMPLE_UNITS)
  const ranked = DELIMITERS.map((delimiter) => ({ delimiter, fit: fitOf(sample, delimiter) }))
  return ranked.reduce((best, other) => (other.fit > best.fit ? other : best)).delimiter
}

function fitOf(sample: string, delimiter: string): number {
  const counts = cellCounts(sample, delimiter)
  const header = counts[0] ?? 0
  const same = counts.filter((count) => count === header).length
  return header > 0 ? (same / counts.length) * Math.log(header) : 0
}

const cellCounts = (sample: string, delimiter: string): number[] =>
  cellsOfSample(sample, delimiter).map((cells) => cells.length)

/** Returns the cells of the first records, at most 100 within 64 Ki units; a record that cannot be parsed has none. */
export function cellsOfSample(start: string, delimiter: string): string[][] {
  const sample = start.slice(0, SAMPLE_UNITS)
  const records: string[][] = []
  const sink = { row: (cells: string[]) => void records.push(cells), refuse: () => void records.push([]) }
  const cursor: ScanCursor = { at: 0, line: 1, skipping: false }
  const grammar: Grammar = { delimiter, maxUnits: SAMPLE_UNITS, toText: (units) => units }
  const scan = { window: windowOnText(sample), grammar, cursor, sink }
  while (records.length < SAMPLE_RECORDS && readNext(scan));
  return records
}

/** Returns the line end right before a position; LF if there is none. */
export function lineEndBefore({ text }: Window, at: number): CsvDialect['lineEnd'] {
  if (text.charAt(at - 1) === '\r') return 'CR'
  return text.slice(at - 2, at) === '\r\n' ? 'CRLF' : 'LF'
}
