import type { GenericSchema } from 'valibot'
import type { CatalogueRecord, Licence } from '#catalogue/record'
import type { Vocabulary } from '#catalogue/vocabulary/vocabulary'
import type { Stream } from '#lib/iterate'
import type { ApiMemory } from '#seed/api/api-store'
import type { Repair } from '#seed/formats/csv/page'
import type { EncodingName } from '#seed/formats/encoding'
import type { Reach } from '#seed/input/public-host'

/**
 * Where a record stands in what was read: first line and byte of a file (from 1 and 0), page and row of an API (from 0),
 * row of a database, the number of an archived answer, or the one it has in quarantine (`refused`).
 */
export type Position = {
  line?: number
  byte?: number
  page?: number
  row?: number
  file?: string
  answer?: number
  refused?: number
}

/** One record of theirs as received: `value` is what was parsed, `text` what stood there. */
export type RawRecord = { value: unknown; text: string; position: Position }

/** A record that could not even be parsed: it goes to quarantine with its text, under its key where that is known. */
export type Unparsable = { reject: Reject; text: string; position: Position; key?: string }

/** What stands on one page, before anybody asks whether it is right. */
export type Content = { records: RawRecord[]; unparsable: Unparsable[] }

/** Where to go on after a page: opaque to everything but the reader that made it. */
export type Checkpoint = Record<string, string | number>

/**
 * What is held in memory at one time: a piece of a file or one answer of an API.
 *
 * `checkpoint` resumes right after the page. `total` and `done` (bytes or pages) feed the progress bar.
 */
export type Page = Content & { checkpoint: Checkpoint; done: number; total?: number }

/** Why a record was refused. The code is stable and counted; the message says what is wrong with the field. */
export type Reject = { code: string; field?: string; message: string }

/** A record as a candidate of the catalogue, or the reason why it is none. */
export type Mapped = { ok: true; key: string; record: CatalogueRecord } | { ok: false; reject: Reject }

/** What a map may consult. */
export type MapContext = { vocabulary: Vocabulary }

/** The run that reads: what it is answered is archived as its own, and it knows every change up to `asOf`. */
export type Reader = { id: number; asOf: Date }

/** A crawl of an API: each page costs a request that must not be asked again, so it is stored as soon as it is read. */
export type Crawl = {
  /** Nothing that changed before the run is left out: the next one may ask for what changed since. */
  syncs: boolean
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
export type Opened = {
  dataset: string
  fingerprint: string
  head?: string
  /** What `done` and `total` of its pages count, for people; nothing is said of them without it. */
  counts?: 'bytes' | 'pages' | 'records'
  /** A key met again is a fresher version of its record: the last one counts, and the others lie in the archive. */
  latest?: true
  crawl?: Crawl
  /** Records that were refused before, tried again. */
  replays?: true
  pages: (after?: Checkpoint, reader?: Reader) => Stream<Page>
}

/**
 * One source: who it is, how it is got (`open`), what a record of theirs looks like (`row`), and what it means (`map`).
 *
 * @see seed/README.md for how the three files of a source divide this
 */
export type Source<Row = unknown> = {
  name: string
  title: string
  kind: 'file' | 'api' | 'database'
  licence: Licence
  /** 0 to 100: whose value wins where sources disagree. */
  trust: number
  /** Environment variables without which it cannot be read. */
  needs: readonly (keyof Keys)[]
  /** Where it is read when the command line names nothing: the path or glob of a declared source. */
  from?: string
  open: (options: OpenOptions) => Promise<Opened>
  row: GenericSchema<unknown, Row>
  map: (row: Row, context: MapContext) => Mapped
  /** The key of a record as received, also of one that is refused: what is refused is not gone. Takes any value without throwing. */
  keyOf?: (value: unknown) => string | undefined
  /** What makes a row of a CSV whole, where its reader knows how. */
  repair?: Repair
}

/** What foreign APIs want to know of whoever asks, by the variable that holds it: keys, and where we are reached. */
export type Keys = Record<
  'RAWG_API_KEY' | 'IGDB_CLIENT_ID' | 'IGDB_CLIENT_SECRET' | 'STEAM_API_KEY' | 'PUBLIC_URL',
  string | undefined
>

/** What the source of an API is given beside its address: keys, what the store remembers, and what to ask for. */
export type ApiAccess = {
  keys: Keys
  memory: ApiMemory
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

/** Time as the loader sees it; tests inject one whose minutes cost nothing. */
export type Clock = { now: () => number; sleep: (ms: number, signal?: AbortSignal) => Promise<void> }
