import { valueAt } from '#catalogue/list/cells/cell'
import type { Expression } from '#catalogue/list/cells/expression'
import { Failure } from '#lib/errors'
import { nearest } from '#lib/suggest'
import type { Page } from '#seed/contract/record'
import type { JsonFile } from '#seed/formats/json/ndjson'
import type { Entry } from './config'

/** Returns the columns that an entry names, without duplicates, keys first. */
export const mappedColumns = ({ key, map }: Pick<Entry, 'key' | 'map'>): string[] => [
  ...new Set([...[key].flat(), ...Object.values(map).flatMap(columnsIn)]),
]

const columnsIn = ({ column, flags = {}, against }: Expression): string[] => [
  ...[column ?? []].flat(),
  ...Object.keys(flags),
  ...[against ?? []].flat(),
]

/**
 * Checks that a CSV or Parquet file has every column of an entry. Of a path into a Parquet object the first name counts.
 *
 * @throws {Failure} `wrong_header` with the missing columns and a suggestion
 */
export function requireColumns(entry: Entry, file: string, columns: readonly string[]): void {
  const isThere = (column: string) =>
    columns.includes(column) || (entry.format === 'parquet' && columns.includes(column.split('.')[0] ?? ''))
  const missing = mappedColumns(entry).filter((column) => !isThere(column))
  const [first] = missing
  if (first === undefined) return
  const meant = nearest(first, columns)
  const advice = meant ? `Did you mean "${meant}"?` : `Its columns are ${columns.slice(0, 20).join(', ')}.`
  throw new Failure('wrong_header', `${lacks(entry, file, missing)}. ${advice}`)
}

const lacks = ({ name }: Entry, file: string, columns: readonly string[]): string =>
  `"${file}" lacks the columns that the source ${name} declares: ${columns.map((column) => `"${column}"`).join(', ')}`

/**
 * Returns the same file with a check of its first page that has records: more than half of the columns of the entry must
 * occur in it. JSON has no header, and another list from the same site may also have ids and names.
 *
 * Its `pages` throws {Failure} `wrong_header`.
 */
export function requireMappedColumns(entry: Entry, file: string, { pages }: JsonFile): JsonFile {
  return {
    async *pages(after) {
      let isFirst = after === undefined
      for await (const page of pages(after)) {
        if (isFirst && page.records.length > 0) requireHalf(entry, file, page)
        isFirst &&= page.records.length === 0
        yield page
      }
    },
  }
}

function requireHalf(entry: Entry, file: string, { records }: Page): void {
  const columns = mappedColumns(entry)
  const missing = columns.filter((column) => !records.some(({ value }) => holds(value, column)))
  if (missing.length * 2 < columns.length || missing.length === 0) return
  throw new Failure('wrong_header', `${lacks(entry, file, missing)}. Check that this is the right file.`)
}

const holds = (value: unknown, column: string): boolean =>
  typeof value === 'object' && value !== null && valueAt({ ...value }, column) !== undefined
