import { EXPORT_COLUMNS } from './columns'
import type { ExportedGame, ExportWriter } from './exported-game'

const NOTHING = new Uint8Array()
/** Beginnings of a cell that spreadsheets run as a formula. */
const FORMULA = /^[=+\-@\t\r]/
const QUOTED = /[",\r\n]/
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
  for (const column of EXPORT_COLUMNS) {
    if (row !== '') row += ','
    const value = column.of(game)
    if (typeof value === 'number') row += value
    else if (value !== null) row += csvCell(typeof value === 'string' ? value : joined(value))
  }
  return `${row}\r\n`
}

const joined = (items: readonly string[]): string =>
  items.map((item) => item.replaceAll(SEPARATOR, '/')).join(SEPARATOR)

/** Returns a text as a cell of CSV: harmless in a spreadsheet, and quoted where it has to be. */
export function csvCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
