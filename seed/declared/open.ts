import { Failure } from '#lib/errors'
import { nearest } from '#lib/suggest'
import { type ListedFile, readFiles } from '#seed/file-list'
import { type Csv, openCsv } from '#seed/formats/csv'
import { sha256 } from '#seed/formats/fingerprint'
import { fingerprintOf, type Input, openInputs } from '#seed/formats/input'
import { openJson } from '#seed/formats/json'
import { openNdjson } from '#seed/formats/ndjson'
import type { Opened, OpenOptions } from '#seed/source'
import type { Entry, FileEntry } from './config'

const EXTENSIONS: Record<FileEntry['format'], readonly string[]> = {
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
  (entry: FileEntry) =>
  async ({ from }: OpenOptions): Promise<Opened> => {
    if (from === undefined) throw new Failure('usage', `Name the file to read: bun run seed ${entry.name} FILE.`)
    const inputs = await openInputs(from, { extensions: EXTENSIONS[entry.format] })
    const files: File[] = []
    for (const input of inputs) files.push(await openFile(entry, input))
    const heads = files.flatMap(({ head }) => head ?? [])
    return {
      dataset: entry.name,
      fingerprint: sha256(`${fingerprintOf(inputs)}\n${JSON.stringify(entry)}`),
      ...(heads.length > 0 && { head: `[${heads.join(',')}]` }),
      pages: (after) => readFiles(files, after),
    }
  }

async function openFile(entry: FileEntry, input: Input): Promise<File> {
  const { name, size } = input
  if (entry.format === 'ndjson') return { name, size, ...(await openNdjson(input)) }
  if (entry.format === 'json') return { name, size, ...(await openJson(input, listUnder(entry))) }
  const csv = await openCsv(input)
  requireColumns(entry, name, csv)
  return { name, size, pages: csv.pages, head: JSON.stringify({ columns: csv.columns, ...csv.dialect }) }
}

const listUnder = ({ records }: FileEntry) => (records === undefined ? {} : { records: records.split('.') })

/** The columns an entry names, each once, keys first. */
export const columnsOf = ({ key, map }: Pick<Entry, 'key' | 'map'>): string[] => [
  ...new Set([...[key].flat(), ...Object.values(map).flatMap(({ column }) => column ?? [])]),
]

function requireColumns(entry: FileEntry, file: string, { columns }: Csv): void {
  const { name: source } = entry
  const missing = columnsOf(entry).filter((column) => !columns.includes(column))
  const [first] = missing
  if (first === undefined) return
  const meant = nearest(first, columns)
  const advice = meant ? `Did you mean "${meant}"?` : `It has ${columns.slice(0, 20).join(', ')}.`
  const named = missing.map((column) => `"${column}"`).join(', ')
  throw new Failure(
    'wrong_header',
    `"${file}" lacks what the source ${source} is declared to have: ${named}. ${advice}`,
  )
}
