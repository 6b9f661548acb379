import type { DeclaredRow } from '#catalogue/list/cells/cell'
import type { CsvDialect } from '#catalogue/list/csv/dialect'
import type { Entry } from '#seed/declared/config'

/**
 * The first records of a file, its format and, for CSV, its dialect. `from`: its path or URL, as it was named; `records`: path with
 * dots to their list in a JSON file; `header`: names for the columns of a CSV file without a header; `query` and `key`: of a database; `remarks`: what a person should check.
 */
export type Sample = {
  file: string
  from?: string
  format: Entry['format']
  records?: string
  header?: string[]
  layout?: 'columns'
  query?: string
  key?: string[]
  dialect?: CsvDialect
  rows: DeclaredRow[]
  remarks?: string[]
}
