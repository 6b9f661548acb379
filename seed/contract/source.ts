import type { GenericSchema } from 'valibot'
import type { Licence } from '#catalogue/record'
import type { Stream } from '#lib/iterate'
import type { ApiStore } from './api-store'
import type { Clock } from './clock'
import type { EncodingName } from './encoding'
import type { Reach } from './reach'
import type { Checkpoint, MapContext, Mapped, Page, Reader } from './record'
import type { Repair } from './repair'

/** A crawl of an API: each page costs a request that must not be asked again, so it is stored as soon as it is read. */
export type Crawl = {
  /** Nothing that changed before the run is left out: the next one may ask for what changed since. */
  advancesBookmark: boolean
  /** Everything there is was listed: a record that did not come is there no longer. */
  complete: boolean
  /** Only what changed was asked for: that nothing came is no fault. */
  incremental?: true
}

/**
 * What is read, told before the first record: the dataset it belongs to, a fingerprint that only the same input has, and
 * what the raw text of its records needs to be read again (`head`: the columns and dialect of a CSV).
 *
 * `pages` is told where to go on and, but for a dry run, which run reads.
 */
export type OpenedInput = {
  dataset: string
  fingerprint: string
  csvHeader?: string
  /** What `done` and `total` of its pages count, for people; nothing is said of them without it. */
  counts?: 'bytes' | 'pages' | 'records'
  /** A key met again is a fresher version of its record: the last one counts, and the others lie in the archive. */
  keepLast?: true
  crawl?: Crawl
  /** Records that were refused before, tried again. */
  isReplay?: true
  pages: (after?: Checkpoint, reader?: Reader) => Stream<Page>
}

/**
 * One source: who it is, how it is got (`open`), what a record of theirs looks like (`row`), and what it means (`map`).
 *
 * @see seed/README.md for how the files of a source divide this
 */
export type Source<Row = unknown> = {
  name: string
  title: string
  kind: 'file' | 'api' | 'database'
  licence: Licence
  /** 0 to 100: whose value wins where sources disagree. */
  trust: number
  /** Environment variables without which it cannot be read. */
  needs: readonly (keyof Credentials)[]
  /** Where it is read when the command line names nothing: the path or glob of a declared source. */
  from?: string
  open: (options: OpenOptions) => Promise<OpenedInput>
  row: GenericSchema<unknown, Row>
  map: (row: Row, context: MapContext) => Mapped
  /** The key of a record as received, also of one that is refused: what is refused is not gone. Takes any value without throwing. */
  keyOf?: (value: unknown) => string | undefined
  /** What makes a row of a CSV whole, where its reader knows how. */
  repair?: Repair
}

/** What foreign APIs want to know of whoever asks, by the variable that holds it: keys, and where we are reached. */
export type Credentials = Record<
  'RAWG_API_KEY' | 'IGDB_CLIENT_ID' | 'IGDB_CLIENT_SECRET' | 'STEAM_API_KEY' | 'PUBLIC_URL',
  string | undefined
>

/** What the source of an API is given beside its address: keys, what the store remembers, and what to ask for. */
export type ApiAccess = {
  credentials: Credentials
  store: ApiStore
  /** Only what changed since, where the command line says so. */
  since?: Date
  /** Up to when it is known without a gap; absent where it was never read to its end, or is to be read anew. */
  lastSync?: Date
  /** Read what was answered before; ask for nothing. */
  fromArchive: boolean
}

/**
 * `from` is a path, glob, URL or `-` (standard input) of the command line; without it an API source asks its API.
 * `encoding` is what a CSV is written in, where the command line says so. `reach` says which hosts a URL may lead to.
 */
export type OpenOptions = {
  from: string | undefined
  clock: Clock
  baseUrl?: string
  encoding?: EncodingName | undefined
  api: ApiAccess
  reach?: Reach
}
