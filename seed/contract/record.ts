import type { CatalogueRecord } from '#catalogue/record'
import type { Vocabulary } from '#catalogue/vocabulary/vocabulary'

/**
 * Where a record stands in what was read: first line and byte of a file (from 1 and 0), page and row of an API (from 0),
 * row of a database, the number of an archived answer, or the one it has in quarantine (`refused`).
 */
export type RecordPosition = {
  line?: number
  byte?: number
  page?: number
  row?: number
  file?: string
  answer?: number
  refused?: number
}

/** One record of theirs as received: `value` is what was parsed, `text` what stood there. */
export type RawRecord = { value: unknown; text: string; position: RecordPosition }

/** A record that could not even be parsed: it goes to quarantine with its text, under its key where that is known. */
export type Unparsable = { reject: Reject; text: string; position: RecordPosition; key?: string }

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
