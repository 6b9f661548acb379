import type { Content, Reject } from '../content'
import { type CsvColumns, isHeader, rowMaker } from './columns'
import type { Repair } from './repair'
import type { ScanFault, Sink } from './scan'

/** The most columns that are read. No table of games in the real data has a tenth of that. */
export const MAX_COLUMNS = 10_000

const FAULTS: Record<ScanFault, string> = {
  unclosed_quote: 'A quote is opened and not closed.',
  text_after_quote: 'A closing quote is followed by text, not by a delimiter.',
  record_too_long: 'The record is longer than allowed; only its beginning is kept.',
  nul_byte: 'The record has a NUL character.',
}

/** Columns, repair of ragged rows, and bytes per unit of the encoding. */
export type Table = { columns: CsvColumns; repair: Repair | undefined; width: number }

/**
 * Returns a sink that adds rows with the right number of cells to a page as records, and all others as unparsable. `byte` is
 * the offset of the window in the file.
 */
export function pageSink(page: Content, table: Table, byte: number): Sink {
  const { columns, repair, width } = table
  const toRow = rowMaker(columns)
  const refuse = (reject: Reject, text: string, at: number, line: number) =>
    void page.unparsable.push({ reject, text, position: { line, byte: byte + at * width } })
  return {
    row(cells, text, at, line) {
      const fits = cells.length === columns.names.length ? cells : repaired(cells, text, columns, repair)
      if (isDrawn(text)) refuse(DRAWN_LINE, text, at, line)
      else if (!fits) refuse(raggedRow(cells.length, columns), text, at, line)
      else if (isHeader(columns, fits)) refuse(REPEATED_HEADER, text, at, line)
      else page.records.push({ value: toRow(fits), text, position: { line, byte: byte + at * width } })
    },
    refuse: (fault, text, at, line) => refuse({ code: fault, message: FAULTS[fault] }, text, at, line),
  }
}

/** A line that a program draws between the rows of its tables: `----+-------`, `|---|:--:|`. */
const DRAWN = /^(?=.*[-=]{3})[-=+|:;,\t ]+$/
const DRAWN_LINE: Reject = { code: 'drawn_line', message: 'The line is drawn by a program and has no values.' }

// Few rows begin with one of these signs, so the others are not searched.
const isDrawn = (text: string): boolean => '-=+|: '.includes(text.charAt(0)) && DRAWN.test(text)

const REPEATED_HEADER: Reject = { code: 'repeated_header', message: 'The line repeats the header.' }

function repaired(
  cells: string[],
  text: string,
  { names }: CsvColumns,
  repair: Repair | undefined,
): string[] | undefined {
  const whole = cells.length <= MAX_COLUMNS ? repair?.(cells, text, names) : undefined
  return whole?.length === names.length ? whole : undefined
}

function raggedRow(found: number, { names }: CsvColumns): Reject {
  if (found > MAX_COLUMNS) return { code: 'too_many_columns', message: `The row has more than ${MAX_COLUMNS} cells.` }
  return { code: 'ragged_row', message: `The row has ${found} cells where the header has ${names.length}.` }
}
