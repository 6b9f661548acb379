import { cellText, type DeclaredRow } from '#catalogue/list/cells/cell'
import { addedNames, DECISION_COLUMNS, type RowDecision } from './decision'
import type { ListWriter } from './writer'

/** Columns and dialect of a CSV file. `hasMark`: it begins with a byte order mark, by which spreadsheets know UTF-8. */
export type CsvForm = {
  columns: readonly string[]
  delimiter: string
  lineEnd: string
  hasMark: boolean
  ending: string
}

/** Beginnings of a cell that spreadsheets run as a formula, and numbers, which they do not. */
const FORMULA = /^[=+\-@\t\r]/
const NUMBER = /^[+-]?\d+(?:[.,]\d+)*%?$/
const MARK = '\uFEFF'

/**
 * Returns a writer of CSV in UTF-8, in the dialect of the list. A text that a spreadsheet would run as a formula gets a `'` before it;
 * a number with a sign does not. A piece that could not be read is in the first column.
 */
export function csvListWriter({ columns, delimiter, lineEnd, hasMark, ending }: CsvForm): ListWriter {
  const names = [...columns, ...addedNames(columns)]
  const cell = cellWriter(delimiter)
  const line = (cells: readonly unknown[]) => `${cells.map(cell).join(delimiter)}${lineEnd}`
  const added = (decision: RowDecision) => DECISION_COLUMNS.map(({ of }) => of(decision))
  return {
    ending,
    begin: () => `${hasMark ? MARK : ''}${line(names)}`,
    row: ({ value }, decision) => line([...cellsOf(value as DeclaredRow, columns), ...added(decision)]), // safe: every format yields objects
    refused: (text, decision) => line([text, ...columns.slice(1).map(() => ''), ...added(decision)]),
    end: () => '',
  }
}

const cellsOf = (row: DeclaredRow, columns: readonly string[]): unknown[] => columns.map((name) => row[name])

/** Returns a function that writes a value as a cell: texts and numbers as they are, others as JSON. */
function cellWriter(delimiter: string): (value: unknown) => string {
  return (value) => {
    const text = cellText(value) ?? JSON.stringify(value)
    const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
    return safe.includes(delimiter) || QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
}

const QUOTED = /["\r\n]/
