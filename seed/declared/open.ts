import { openCsv } from '#catalogue/list/csv/read'
import { Failure } from '#lib/errors'
import type { OpenedInput, OpenOptions } from '#seed/contract/source'
import { openJsonColumns } from '#seed/formats/json/columns'
import { type JsonFile, openNdjson } from '#seed/formats/json/ndjson'
import { openJson } from '#seed/formats/json/read'
import { openParquet } from '#seed/formats/parquet/read'
import { webOf } from '#seed/input/fetch'
import { type ListedFile, readFiles } from '#seed/input/file-list'
import { readAs, sha256 } from '#seed/input/fingerprint'
import type { Input } from '#seed/input/input'
import { inputsFingerprint, openInputs } from '#seed/input/open'
import { requireColumns, requireMappedColumns } from './columns'
import type { FileEntry } from './config'

const EXTENSIONS: Record<FileEntry['format'], readonly string[]> = {
  csv: ['.csv', '.tsv', '.txt'],
  ndjson: ['.ndjson', '.jsonl'],
  json: ['.json'],
  parquet: ['.parquet'],
}

type File = ListedFile & { head?: string }

/**
 * Returns the `open` of a declared source. It reads all files, one after the other, as one dataset with the name of the entry.
 *
 * The fingerprint covers the entry too, so a run does not resume after a change of the map.
 *
 * @throws {Failure} `usage` without a file, `source_unreadable`, or `wrong_header` if a CSV or Parquet file lacks a column
 */
export const openDeclared =
  (entry: FileEntry) =>
  async ({ from, clock, reach, encoding = entry.encoding }: OpenOptions): Promise<OpenedInput> => {
    if (from === undefined) throw new Failure('usage', `Name the file to read: bun run seed ${entry.name} FILE.`)
    if (encoding !== undefined && entry.format !== 'csv')
      throw new Failure('usage', `${entry.name} is ${entry.format}, which is always UTF-8: --encoding is only for CSV.`)
    const inputs = await openInputs(from, {
      extensions: EXTENSIONS[entry.format],
      binary: entry.format === 'parquet',
      web: webOf({ clock, reach }),
    })
    const files: File[] = []
    for (const input of inputs) files.push(await openFile({ ...entry, encoding }, input))
    const heads = files.flatMap(({ head }) => head ?? [])
    return {
      dataset: entry.name,
      fingerprint: readAs(encoding, sha256(`${inputsFingerprint(inputs)}\n${JSON.stringify(entry)}`)),
      ...(heads.length > 0 && { csvHeader: `[${heads.join(',')}]` }),
      counts: 'bytes',
      ...(entry.complete && { complete: true }),
      pages: (after) => readFiles(files, after),
    }
  }

async function openFile(entry: FileEntry, input: Input): Promise<File> {
  const { name, size } = input
  if (entry.format === 'ndjson') return { name, size, ...requireMappedColumns(entry, name, await openNdjson(input)) }
  if (entry.format === 'json')
    return { name, size, ...requireMappedColumns(entry, name, await openJsonFile(entry, input)) }
  if (entry.format === 'parquet') return { name, size, pages: await openTable(entry, input) }
  const csv = await openCsv(input, { encoding: entry.encoding, header: entry.header })
  requireColumns(entry, name, csv.columns)
  return { name, size, pages: csv.pages, head: JSON.stringify({ file: name, columns: csv.columns, ...csv.dialect }) }
}

async function openTable(entry: FileEntry, input: Input): Promise<File['pages']> {
  const { columns, pages } = await openParquet(input)
  requireColumns(entry, input.name, columns)
  return pages
}

const openJsonFile = (entry: FileEntry, input: Input): Promise<JsonFile> =>
  entry.layout === 'columns' ? openJsonColumns(input) : openJson(input, listUnder(entry))

const listUnder = ({ records }: FileEntry) => (records === undefined ? {} : { records: records.split('.') })
