import { cellsOfSample, detectDelimiter } from './dialect'

/** The lines before a header: their number, and the delimiter that a `sep=` line names. */
export type Preamble = { lines: number; delimiter?: string }

const MOST_LINES = 30
const SEPARATOR_LINE = /^"?sep=(.)"?$/i
const COMMENT = /^"?\s*(?:#|\/\/|--|%)/
/** The line that PowerShell writes before its tables. */
const TYPE_LINE = /^"?#TYPE \S+"?$/
/** A line that a database draws over its tables: `+----+-------+`. */
const DRAWN_LINE = /^\+(?:[-=]+\+)+$/
/** Share of the records that must have as many cells as the header after a caption. */
const MOSTLY = 0.8

/**
 * Finds the lines before the header of a table: `sep=;` of Excel, comments, the name of an encoding, a caption.
 *
 * A comment has another number of cells than the header; any other line has text in its first cell only, and the header after it
 * and most records have two cells or more. So a header of one column, and one that begins with `#`, stay headers.
 */
export function findPreamble(start: string): Preamble {
  let at = 0
  for (let lines = 0; lines < MOST_LINES; lines++) {
    const { line, next } = lineAt(start, at)
    const [, delimiter] = SEPARATOR_LINE.exec(line) ?? []
    if (delimiter !== undefined && next < start.length) return { lines: lines + 1, delimiter }
    if (line !== '' && !isBeforeHeader(line, start.slice(next))) return { lines }
    at = next
  }
  return { lines: 0 }
}

/** Returns the line at a position, and the position of the next line. */
export function lineAt(text: string, at: number): { line: string; next: number } {
  const found = text.slice(at).search(/[\r\n]/)
  if (found < 0) return { line: text.slice(at), next: text.length }
  const end = at + found
  return { line: text.slice(at, end), next: end + (text.startsWith('\r\n', end) ? 2 : 1) }
}

function isBeforeHeader(line: string, rest: string): boolean {
  if (rest !== '' && (TYPE_LINE.test(line) || DRAWN_LINE.test(line.trim()))) return true
  const delimiter = detectDelimiter(rest)
  const [header = [], ...records] = tableAfter(rest, delimiter)
  if (header.length < 2) return false
  const cells = line.split(delimiter)
  if (COMMENT.test(line)) return cells.length !== header.length
  const isCaption = filled(cells.slice(1)) === 0 && filled(header) > 1
  const fitting = records.filter((record) => record.length === header.length).length
  return isCaption && records.length > 0 && fitting >= records.length * MOSTLY
}

/** Returns the cells of the lines from the next header on: lines before it are skipped as long as they are comments or captions. */
function tableAfter(rest: string, delimiter: string): string[][] {
  const records = cellsOfSample(rest, delimiter)
  const widest = Math.max(0, ...records.map((cells) => filled(cells)))
  const header = records.findIndex((cells) => filled(cells) > 1 || widest < 2)
  return records.slice(Math.max(0, header))
}

const filled = (cells: readonly string[]): number => cells.filter((cell) => cell.trim() !== '').length
