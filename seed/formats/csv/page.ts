import type { Content, Reject } from '#seed/contract/record'
import type { Repair } from '#seed/contract/repair'
import { type CsvColumns, isHeader, rowMaker } from './columns'
import type { ScanFault, Sink } from './scan'

/** Rows wider than this are refused without further thought: no table of games has a tenth of it. */
export const MAX_COLUMNS = 10_000

const FAULTS: Record<ScanFault, string> = {
  unclosed_quote: 'A quote is opened and never closed.',
  text_after_quote: 'Text follows a closing quote; only a delimiter may.',
  record_too_long: 'The record is longer than allowed; its beginning is kept.',
  nul_byte: 'The record holds a NUL character.',
}

/** What makes records of cells: the columns, and where the window at work stands in the file. */
export type Table = { columns: CsvColumns; repair: Repair | undefined; width: number }

/** Gathers what is scanned from a window that begins at a byte of the file: rows of the right width as records, the rest as refused. */
export function pageSink(page: Content, table: Table, byte: number): Sink {
  const { columns, repair, width } = table
  const toRow = rowMaker(columns)
  const refuse = (reject: Reject, text: string, at: number, line: number) =>
    void page.unparsable.push({ reject, text, position: { line, byte: byte + at * width } })
  return {
    row(cells, text, at, line) {
      const fits = cells.length === columns.names.length ? cells : repaired(cells, text, columns, repair)
      if (!fits) refuse(raggedRow(cells.length, columns), text, at, line)
      else if (isHeader(columns, fits)) refuse(REPEATED_HEADER, text, at, line)
      else page.records.push({ value: toRow(fits), text, position: { line, byte: byte + at * width } })
    },
    refuse: (fault, text, at, line) => refuse({ code: fault, message: FAULTS[fault] }, text, at, line),
  }
}

const REPEATED_HEADER: Reject = { code: 'repeated_header', message: 'The line is the header once more.' }

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
