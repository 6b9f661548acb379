import { Failure } from '#lib/errors'
import { nearest } from '#lib/suggest'
import { type ListedFile, readFiles } from '#seed/file-list'
import { type Csv, openCsv } from '#seed/formats/csv'
import { readAs, sha256 } from '#seed/formats/fingerprint'
import { fingerprintOf, type Input, openInputs } from '#seed/formats/input'
import { openJson } from '#seed/formats/json'
import { type JsonFile, openNdjson } from '#seed/formats/ndjson'
import type { Opened, OpenOptions, Page } from '#seed/source'
import { valueAt } from './cell'
import type { Entry } from './config'
import type { Expression } from './expression'

const EXTENSIONS: Record<Entry['format'], readonly string[]> = {
  csv: ['.csv', '.tsv', '.txt'],
  ndjson: ['.ndjson', '.jsonl'],
  json: ['.json'],
}

type File = ListedFile & { head?: string }

/**
 * The `open` of a declared source: every file meant, one after the other, as one dataset with the name of the entry.
 *
 * Its fingerprint covers the entry too: after a change of the map a run begins anew.
 *
 * @throws {Failure} `usage` without a file, `source_unreadable`, or `wrong_header` when a CSV lacks a column of the entry
 */
export const openDeclared =
  (entry: Entry) =>
  async ({ from, encoding = entry.encoding }: OpenOptions): Promise<Opened> => {
    if (from === undefined) throw new Failure('usage', `Name the file to read: bun run seed ${entry.name} FILE.`)
    if (encoding !== undefined && entry.format !== 'csv')
      throw new Failure('usage', `${entry.name} is ${entry.format}, which is UTF-8: --encoding is for CSV.`)
    const inputs = await openInputs(from, { extensions: EXTENSIONS[entry.format] })
    const files: File[] = []
    for (const input of inputs) files.push(await openFile({ ...entry, encoding }, input))
    const heads = files.flatMap(({ head }) => head ?? [])
    return {
      dataset: entry.name,
      fingerprint: readAs(encoding, sha256(`${fingerprintOf(inputs)}\n${JSON.stringify(entry)}`)),
      ...(heads.length > 0 && { head: `[${heads.join(',')}]` }),
      pages: (after) => readFiles(files, after),
    }
  }

async function openFile(entry: Entry, input: Input): Promise<File> {
  const { name, size } = input
  if (entry.format === 'ndjson') return { name, size, ...guarded(entry, name, await openNdjson(input)) }
  if (entry.format === 'json') return { name, size, ...guarded(entry, name, await openJson(input, listUnder(entry))) }
  const csv = await openCsv(input, { encoding: entry.encoding })
  requireColumns(entry, name, csv)
  return { name, size, pages: csv.pages, head: JSON.stringify({ columns: csv.columns, ...csv.dialect }) }
}

const listUnder = ({ records }: Entry) => (records === undefined ? {} : { records: records.split('.') })

/** The columns an entry names, each once, keys first. */
export const columnsOf = ({ key, map }: Pick<Entry, 'key' | 'map'>): string[] => [
  ...new Set([...[key].flat(), ...Object.values(map).flatMap(columnsIn)]),
]

const columnsIn = ({ column, flags = {}, against }: Expression): string[] => [
  ...[column ?? []].flat(),
  ...Object.keys(flags),
  ...[against ?? []].flat(),
]

function requireColumns(entry: Entry, file: string, { columns }: Csv): void {
  const missing = columnsOf(entry).filter((column) => !columns.includes(column))
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
 */
function guarded(entry: Entry, file: string, { pages }: JsonFile): JsonFile {
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
  const columns = columnsOf(entry)
  const missing = columns.filter((column) => !records.some(({ value }) => holds(value, column)))
  if (missing.length * 2 < columns.length || missing.length === 0) return
  throw new Failure('wrong_header', `${lacks(entry, file, missing)}. Check that it is the file you mean.`)
}

const holds = (value: unknown, column: string): boolean =>
  typeof value === 'object' && value !== null && valueAt({ ...value }, column) !== undefined
