import { Failure } from '#lib/errors'
import { nearest } from '#lib/suggest'
import type { Page } from '#seed/contract/record'
import type { JsonFile } from '#seed/formats/json/ndjson'
import { valueAt } from './cell'
import type { Entry } from './config'
import type { Expression } from './expression'

/** The columns an entry names, each once, keys first. */
export const mappedColumns = ({ key, map }: Pick<Entry, 'key' | 'map'>): string[] => [
  ...new Set([...[key].flat(), ...Object.values(map).flatMap(columnsIn)]),
]

const columnsIn = ({ column, flags = {}, against }: Expression): string[] => [
  ...[column ?? []].flat(),
  ...Object.keys(flags),
  ...[against ?? []].flat(),
]

/**
 * Lets a CSV or Parquet file pass that has every column of an entry. Columns of Parquet may be objects, into which paths lead.
 *
 * @throws {Failure} `wrong_header`, naming what it lacks and what may be meant
 */
export function requireColumns(entry: Entry, file: string, columns: readonly string[]): void {
  const isThere = (column: string) =>
    columns.includes(column) || (entry.format === 'parquet' && columns.includes(column.split('.')[0] ?? ''))
  const missing = mappedColumns(entry).filter((column) => !isThere(column))
  const [first] = missing
  if (first === undefined) return
  const meant = nearest(first, columns)
  const advice = meant ? `Did you mean "${meant}"?` : `It has ${columns.slice(0, 20).join(', ')}.`
  throw new Failure('wrong_header', `${lacks(entry, file, missing)}. ${advice}`)
}

const lacks = ({ name }: Entry, file: string, columns: readonly string[]): string =>
  `"${file}" lacks what the source ${name} is declared to have: ${columns.map((column) => `"${column}"`).join(', ')}`

/**
 * The same file, but for one whose first records hold no more than half of what the entry names: JSON has no header, and
 * a list of characters has ids and names, too.
 *
 * @throws {Failure} `wrong_header` while it is read
 */
export function guarded(entry: Entry, file: string, { pages }: JsonFile): JsonFile {
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
  throw new Failure('wrong_header', `${lacks(entry, file, missing)}. Check that it is the file you mean.`)
}

const holds = (value: unknown, column: string): boolean =>
  typeof value === 'object' && value !== null && valueAt({ ...value }, column) !== undefined
