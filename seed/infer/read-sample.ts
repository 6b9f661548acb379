import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { DeclaredRow } from '#catalogue/list/cells/cell'
import { isTitleHeading } from '#catalogue/list/columns/headings'
import { type Csv, openCsv } from '#catalogue/list/csv/read'
import { Failure } from '#lib/errors'
import { isObject } from '#lib/json-object'
import { openJsonColumns } from '#seed/formats/json/columns'
import { type JsonFile, openNdjson } from '#seed/formats/json/ndjson'
import { openJson } from '#seed/formats/json/read'
import { requireUtf8 } from '#seed/formats/json/windows'
import { openParquet } from '#seed/formats/parquet/read'
import type { Input } from '#seed/input/input'
import { openInput } from '#seed/input/open'
import { resolvePaths } from '#seed/input/path'
import { PROBE_BYTES } from '#seed/input/text'
import { unreadable } from '#seed/input/unreadable'
import { isUrl } from '#seed/input/url'
import { namesWithoutHeader, refuseLongListing } from './headless'
import { isByColumns, likelyLists } from './json-lists'
import type { Sample } from './sample'
import { MOST_ROWS, sampleRows } from './sample-rows'
import { isSqlite, SQLITE_EXTENSIONS, sampleSqlite } from './sqlite-sample'

const HEAD_BYTES = 4 * 1024 * 1024
/** Endings of the files of which samples are read. */
export const SAMPLE_EXTENSIONS = [
  ...['.csv', '.tsv', '.txt', '.ndjson', '.jsonl', '.json'],
  '.parquet',
  ...SQLITE_EXTENSIONS,
]

/**
 * Reads the first 5,000 records of a file, of all others those with a new form of number or date, and the last. Its format is detected from its content, NDJSON also from its name.
 *
 * @throws {Failure} as `openInput` and `sampleSqlite` do; `source_unreadable` for JSON in UTF-16 and for a damaged or encrypted Parquet
 * file; `wrong_header` if there is no list of records or the CSV header cannot be read
 */
export async function readSample(from: string): Promise<Sample> {
  const sample =
    (await sampleBinary(from)) ?? (await sampleOf(await openInput(from, { extensions: SAMPLE_EXTENSIONS })))
  if (sample.rows.length > 0) return { ...(from !== '-' && { from }), ...sample }
  throw new Failure('wrong_header', `"${sample.file}" has no list of records: check that this is the right file.`)
}

/** Reads a Parquet or SQLite file on the disk; returns `undefined` for any other input. */
async function sampleBinary(from: string): Promise<Sample | undefined> {
  if (from === '-' || isUrl(from)) return undefined
  const [path = '', ...others] = await resolvePaths(from, SAMPLE_EXTENSIONS)
  if (others.length > 0) return undefined
  const head = await headOfFile(path)
  if (isSqlite(path, head)) return { ...(await sampleSqlite(path, MOST_ROWS)), from: path }
  if (!/^PAR[1E]/.test(head.toString('latin1', 0, 4))) return undefined
  const input = await openInput(path, { extensions: SAMPLE_EXTENSIONS, binary: true })
  const { pages } = await openParquet(input)
  return { file: input.name, format: 'parquet', rows: await sampleRows(pages(undefined)) }
}

/** Returns the first bytes of a file; none of what is no regular file, which may have to be read from its beginning. */
async function headOfFile(path: string): Promise<Buffer> {
  try {
    if (!(await stat(path)).isFile()) return Buffer.alloc(0)
    return Buffer.from(await Bun.file(path).slice(0, PROBE_BYTES).arrayBuffer())
  } catch (error) {
    throw unreadable(basename(path), error)
  }
}

async function sampleOf(input: Input): Promise<Sample> {
  const bytes = Buffer.from(await input.head(HEAD_BYTES))
  if (BEGINS_JSON.test(bytes.toString('utf16le', 0, PROBE_BYTES))) await requireUtf8(input)
  const head = bytes.toString('utf8')
  if (BEGINS_JSON.test(head)) return isLines(input.name, head) ? sampleLines(input) : sampleJson(input, head)
  return sampleTable(input)
}

const BEGINS_JSON = /^\s*[[{]/

async function sampleTable(input: Input): Promise<Sample> {
  const named = await openCsv(input)
  const header = namesWithoutHeader(named.columns) ?? ((await isOneColumn(named)) ? ['title'] : undefined)
  const csv = header ? await openCsv(input, { header }) : named
  const rows = await sampleRows(csv.pages(undefined))
  refuseLongListing(input.name, [...named.columns, ...rows.slice(0, FEW).map((row) => String(Object.values(row)[0]))])
  const sample = { file: input.name, format: 'csv' as const, dialect: csv.dialect, rows }
  return header ? { ...sample, header, remarks: [NO_HEADER] } : sample
}

/** True if the first line has several cells by chance: `Rayman (En,Fr,De)`. Most lines after it have another number of cells. */
async function isOneColumn({ columns, pages }: Csv): Promise<boolean> {
  if (columns.some(isTitleHeading)) return false
  for await (const { records, unparsable } of pages(undefined)) return unparsable.length > records.length
  return false
}

const FEW = 20
const NO_HEADER =
  'header: the first line seems to be a record and no header, so the columns have names here. If it is a header, remove "header".'

/** True if a file is NDJSON: by its name, or because its first two lines are JSON objects. */
function isLines(name: string, head: string): boolean {
  const lines = head.split('\n', 2)
  return /\.(?:ndjson|jsonl)(?:\.|$)/.test(name) || (lines.length === 2 && lines.every(holdsObject))
}

function holdsObject(line: string): boolean {
  try {
    return isObject(JSON.parse(line))
  } catch {
    return false
  }
}

const sampleLines = async (input: Input): Promise<Sample> => ({
  file: input.name,
  format: 'ndjson',
  rows: await sampleRows((await openNdjson(input)).pages(undefined)),
})

/** Reads the list with the most cells, of all paths where a list may be. */
async function sampleJson(input: Input, head: string): Promise<Sample> {
  if (isByColumns(head)) return sampleColumnTable(input)
  const lists: Sample[] = []
  for (const path of likelyLists(head)) {
    const rows = await listAt(await openJson(input, { records: path }))
    lists.push({ file: input.name, format: 'json', rows, ...(path.length > 0 && { records: path.join('.') }) })
  }
  const [best, ...others] = lists
    .reverse()
    .filter(({ rows }) => rows.length > 0)
    .toSorted((a, b) => cellsIn(b) - cellsIn(a))
  if (!best) throw noRecords(input.name, head)
  return others.length === 0 ? best : { ...best, remarks: [otherLists(others)] }
}

/** Number of cells in a list: a table has more than the list of its columns, and the games more than their genres. */
const cellsIn = ({ rows }: Sample): number => rows.reduce((cells, row) => cells + Object.keys(row).length, 0)

const otherLists = (lists: readonly Sample[]): string =>
  `records: there are other lists in the file: ${lists
    .slice(0, MOST_NAMED)
    .map(({ records = 'the top' }) => records)
    .join(', ')}.`

const MOST_NAMED = 10

function noRecords(file: string, head: string): Failure {
  const isSeveral = /\}\s*\{/.test(head)
  const why = isSeveral
    ? 'has several JSON values one after the other: write one on each line, as jq -c does.'
    : 'has no list of records: check that this is the right file.'
  return new Failure('wrong_header', `"${file}" ${why}`)
}

const sampleColumnTable = async (input: Input): Promise<Sample> => ({
  file: input.name,
  format: 'json',
  layout: 'columns',
  rows: await sampleRows((await openJsonColumns(input)).pages(undefined)),
})

async function listAt({ pages }: JsonFile): Promise<DeclaredRow[]> {
  try {
    return await sampleRows(pages(undefined))
  } catch (error) {
    if (error instanceof Failure && error.code === 'wrong_header') return []
    throw error
  }
}
