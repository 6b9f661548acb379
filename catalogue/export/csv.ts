import { type ColumnValue, EXPORT_COLUMNS } from './columns'
import type { ExportedGame, ExportWriter } from './exported-game'

const NOTHING = new Uint8Array()
/** Beginnings of a cell that spreadsheets run as a formula. */
const FORMULA = /^[=+\-@\t\r]/
const QUOTED = /[",\r\n]/
const SPECIAL = new RegExp(`${FORMULA.source}|${QUOTED.source}`)
const SEPARATOR = '|'

/**
 * Returns a writer of CSV (RFC 4180 in UTF-8, lines end with CR LF): a header, then a row per game. An unknown value is an empty
 * cell; the items of a list are joined by `|`, and a `|` inside an item becomes `/`.
 *
 * A text that begins with `=`, `+`, `-`, `@`, a tab or CR gets a `'` before it, so that no spreadsheet runs it as a formula.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function createCsvWriter(): ExportWriter {
  const encoder = new TextEncoder()
  return {
    begin: () => encoder.encode(`${EXPORT_COLUMNS.map(({ name }) => name).join()}\r\n`),
    write: (games) => encoder.encode(games.map(toRow).join('')),
    end: () => NOTHING,
  }
}

function toRow(game: ExportedGame): string {
  let row = ''
  let separator = ''
  for (const { of } of EXPORT_COLUMNS) {
    row += separator + cellOf(of(game))
    separator = ','
  }
  return `${row}\r\n`
}

function cellOf(value: ColumnValue): string | number {
  if (typeof value === 'string') return csvCell(value)
  if (typeof value === 'number') return value
  return value === null || value.length === 0 ? '' : csvCell(joined(value))
}

const joined = (items: readonly string[]): string =>
  items.map((item) => (item.includes(SEPARATOR) ? item.replaceAll(SEPARATOR, '/') : item)).join(SEPARATOR)

/** Returns a text as a cell of CSV: harmless in a spreadsheet, and quoted where it has to be. */
export function csvCell(text: string): string {
  // Most texts need neither, and one look is faster than two.
  if (!SPECIAL.test(text)) return text
  const safe = FORMULA.test(text) ? `'${text}` : text
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
