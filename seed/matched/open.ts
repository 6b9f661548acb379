import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import type { Stores } from '#db/stores'
import { createApiStore } from '#seed/api/api-store'
import type { Clock } from '#seed/contract/clock'
import type { Credentials, OpenedInput } from '#seed/contract/source'
import { type Entry, parseDeclared } from '#seed/declared/config'
import { declaredSource } from '#seed/declared/source'
import { draftEntry } from '#seed/infer/draft'
import { readSample, SAMPLE_EXTENSIONS } from '#seed/infer/read-sample'
import type { Sample } from '#seed/infer/sample'
import { openInput } from '#seed/input/open'
import { comparedDraft, type ListRowReader, listRowReader } from './list-row'
import { csvListWriter } from './write-csv'
import { jsonListWriter } from './write-json'
import type { ListWriter } from './writer'

/** A list to match: its pages, the reader of its rows, the writer of its format, and the column of each field. */
export type MatchList = {
  pages: OpenedInput['pages']
  counts: OpenedInput['counts']
  read: ListRowReader
  writer: ListWriter
  fields: string[]
}

/** Settings of the loader that opening a list needs. */
export type MatchListOptions = { stores: Pick<Stores, 'db'>; clock: Clock; credentials: Credentials }

/**
 * Opens a list of any format that is read, and guesses its columns as `bun run seed infer` does.
 *
 * @throws {Failure} as `readSample`, `draftEntry` and the reading of its format
 */
export async function openMatchList(
  path: string,
  { stores, clock, credentials }: MatchListOptions,
): Promise<MatchList> {
  const sample = await readSample(path)
  const entry = entryOf(sample)
  const source = declaredSource(entry, '.')
  const { pages, counts } = await source.open({
    from: source.kind === 'file' ? path : undefined,
    clock,
    api: { credentials, store: createApiStore(stores.db, source.name, clock), fromArchive: false },
  })
  return {
    pages,
    counts,
    read: listRowReader(entry),
    writer: writerFor(sample, await hasMark(sample, path)),
    fields: fieldsOf(entry),
  }
}

/** Name of the entry of a list, which is not loaded. */
const NAME = 'matched'

function entryOf(sample: Sample): Entry {
  const entry = comparedDraft(draftEntry(sample, NAME, standardVocabulary))
  const [parsed] = parseDeclared(JSON.stringify({ sources: [entry] }), sample.file, [])
  if (!parsed) throw new Error('A draft has one entry.')
  return parsed
}

/** Returns the writer of the format of a list; CSV for formats that are not text. */
function writerFor({ format, dialect, rows }: Sample, hasMark: boolean): ListWriter {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  if (format === 'json' || format === 'ndjson') return jsonListWriter(columns, format)
  const { delimiter = ',', lineEnd = 'CRLF' } = dialect ?? {}
  const ending = delimiter === '\t' ? 'tsv' : 'csv'
  return csvListWriter({ columns, delimiter, lineEnd: LINE_ENDS[lineEnd], hasMark, ending })
}

/** True if a CSV file begins with a byte order mark or is in another encoding than UTF-8: its reader may not expect UTF-8 without one. */
async function hasMark({ format, dialect }: Sample, path: string): Promise<boolean> {
  if (format !== 'csv') return false
  const input = await openInput(path, { extensions: SAMPLE_EXTENSIONS })
  return dialect?.encoding !== 'utf-8' || Buffer.from(await input.head(MARK.length)).equals(MARK)
}

const MARK = Buffer.from('\uFEFF')

const LINE_ENDS = { LF: '\n', CRLF: '\r\n', CR: '\r' } as const

/** Returns each field with its column, for people: `title = "Name"`. */
const fieldsOf = ({ map }: Entry): string[] =>
  Object.entries(map).map(([field, { column, flags }]) => `${field} = ${JSON.stringify(column ?? flags)}`)
