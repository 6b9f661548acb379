import { Failure } from '#lib/errors'
import { isObject } from '#lib/json-object'
import type { Page } from '#seed/contract/record'
import type { DeclaredRow } from '#seed/declared/cell'
import type { Entry } from '#seed/declared/config'
import type { CsvDialect } from '#seed/formats/csv/dialect'
import { openCsv } from '#seed/formats/csv/read'
import { type JsonFile, openNdjson } from '#seed/formats/json/ndjson'
import { openJson } from '#seed/formats/json/read'
import type { Input } from '#seed/input/input'
import { openInput } from '#seed/input/open'
import { likelyLists } from './json-lists'
import { tellingRows } from './telling'

/** Records of a file, its format and, for CSV, its dialect. `records`: path with dots to their list in a JSON file. */
export type Sample = {
  file: string
  format: Entry['format']
  records?: string
  dialect?: CsvDialect
  rows: DeclaredRow[]
}

const MOST_ROWS = 5_000
const HEAD_BYTES = 4 * 1024 * 1024

/**
 * Reads the first 5,000 records of a file, and of all others those with a new form of number or date. Its format is detected from its content, NDJSON also from its name.
 *
 * @throws {Failure} as `openInput` does; `source_unreadable` for JSON in UTF-16; `wrong_header` if there is no list of records or
 * the CSV header cannot be read
 */
export async function readSample(from: string): Promise<Sample> {
  const input = await openInput(from, { extensions: ['.csv', '.tsv', '.txt', '.ndjson', '.jsonl', '.json'] })
  const sample = await sampleOf(input)
  if (sample.rows.length > 0) return sample
  throw new Failure('wrong_header', `"${input.name}" has no list of records: check that this is the right file.`)
}

async function sampleOf(input: Input): Promise<Sample> {
  const head = Buffer.from(await input.head(HEAD_BYTES)).toString('utf8')
  if (/^\s*[[{]/.test(head)) return isLines(input.name, head) ? sampleLines(input) : sampleJson(input, head)
  const csv = await openCsv(input)
  return { file: input.name, format: 'csv', dialect: csv.dialect, rows: await rowsOf(csv.pages(undefined)) }
}

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
  rows: await rowsOf((await openNdjson(input)).pages(undefined)),
})

/** Reads the list with the most records, of all paths where a list may be. */
async function sampleJson(input: Input, head: string): Promise<Sample> {
  let best: Sample = { file: input.name, format: 'json', rows: [] }
  for (const path of likelyLists(head)) {
    const rows = await listAt(await openJson(input, { records: path }))
    if (rows.length > best.rows.length)
      best = { file: input.name, format: 'json', rows, ...(path.length > 0 && { records: path.join('.') }) }
  }
  return best
}

async function listAt({ pages }: JsonFile): Promise<DeclaredRow[]> {
  try {
    return await rowsOf(pages(undefined))
  } catch (error) {
    if (error instanceof Failure && error.code === 'wrong_header') return []
    throw error
  }
}

async function rowsOf(pages: AsyncIterable<Page>): Promise<DeclaredRow[]> {
  const rows: DeclaredRow[] = []
  let isTelling: ((row: DeclaredRow) => boolean) | undefined
  for await (const { records } of pages) {
    const values = records.map(({ value }) => value as DeclaredRow) // safe: every format yields objects
    const first = values.slice(0, Math.max(0, MOST_ROWS - rows.length))
    rows.push(...first)
    if (first.length === values.length) continue
    isTelling ??= tellingRows(rows)
    rows.push(...values.slice(first.length).filter(isTelling))
  }
  return rows
}
