import type { GenericSchema } from 'valibot'
import type { Repair } from '#catalogue/list/csv/repair'
import type { EncodingName } from '#catalogue/list/encoding/names'
import type { Licence } from '#catalogue/record'
import type { Stream } from '#lib/iterate'
import type { ApiStore } from './api-store'
import type { Clock } from './clock'
import type { Reach } from './reach'
import type { Checkpoint, MapContext, Mapped, Page, Reader } from './record'

/** Properties of a crawl of an API. A crawl stores each page as soon as it is read, because each page costs a request. */
export type Crawl = {
  /** True if the crawl misses no change made before the run: then `lastSync`, the source's bookmark, advances to its start. */
  advancesBookmark: boolean
  /** True if the crawl lists all records: a known record that is missing from it no longer exists at the source. */
  complete: boolean
  /** Set if the crawl asks for changes only: an empty result is then no fault. */
  incremental?: true
}

/**
 * An input that is open, before its first record is read.
 *
 * `fingerprint` differs for different input: a run resumes only over the same one. `csvHeader` is the columns and dialect of
 * its CSV files as JSON; without it the raw text of a record cannot be parsed again. `pages` takes the checkpoint to resume
 * after (Default: the beginning) and the run that reads (absent in a dry run).
 */
export type OpenedInput = {
  dataset: string
  fingerprint: string
  csvHeader?: string
  /** Unit of `done` and `total` of its pages; without it the progress shows no such number. */
  counts?: 'bytes' | 'pages' | 'records'
  /** Of several records with one key, keep the last: it is the most recent version. (Default: the first) */
  keepLast?: true
  crawl?: Crawl
  /** Set if a list that is no crawl has all records: a known record that is missing from it is removed. */
  complete?: boolean
  /** Set if the records come from quarantine and are tried again. */
  isReplay?: true
  pages: (after?: Checkpoint, reader?: Reader) => Stream<Page>
}

/**
 * One source: its description, how its input is opened (`open`), the schema of its raw records (`row`), and how a raw record
 * becomes a record of the catalogue (`map`).
 *
 * @see seed/README.md for the files of a source
 */
export type Source<Row = unknown> = {
  name: string
  title: string
  kind: 'file' | 'api' | 'database'
  licence: Licence
  /** 0 to 100. Where sources disagree, the value of the source with more trust wins. */
  trust: number
  /** Environment variables without which it cannot be read. */
  needs: readonly (keyof Credentials)[]
  /** Path, glob or URL that is read if the command line names none. Only declared sources have one. */
  from?: string
  open: (options: OpenOptions) => Promise<OpenedInput>
  row: GenericSchema<unknown, Row>
  /** Fields that it reads of its raw records, where the schema `row` does not name them. */
  fields?: readonly string[]
  map: (row: Row, context: MapContext) => Mapped
  /**
   * Returns the key of a raw record, also of one that is refused, so that it does not count as missing from a crawl. Never
   * throws.
   */
  keyOf?: (value: unknown) => string | undefined
  /** Repairs rows of its CSV files that have the wrong number of cells. */
  repair?: Repair
}

/** API keys, and the URL of this installation (the contact address for a source that asks for one), by environment variable. */
export type Credentials = Record<
  'RAWG_API_KEY' | 'IGDB_CLIENT_ID' | 'IGDB_CLIENT_SECRET' | 'STEAM_API_KEY' | 'PUBLIC_URL',
  string | undefined
>

/** Credentials, stored state and scope for reading an API. */
export type ApiAccess = {
  credentials: Credentials
  store: ApiStore
  /** Ask only for changes since this date (`--since`). */
  since?: Date
  /** Date up to which all changes are known; absent if no crawl was finished, or with `--restart`. */
  lastSync?: Date
  /** Read the stored responses and send no request (`--from-archive`). */
  fromArchive: boolean
}

/**
 * Options of `Source.open`.
 *
 * `from` is a path, glob, URL or `-` (standard input) from the command line; without it an API source reads its API.
 * `baseUrl` replaces the base URL of the API. `encoding` is the encoding of CSV files (`--encoding`; Default: detected).
 * `reach` limits the hosts a URL may lead to (Default: the public internet).
 */
export type OpenOptions = {
  from: string | undefined
  clock: Clock
  baseUrl?: string
  encoding?: EncodingName | undefined
  api: ApiAccess
  reach?: Reach
}
