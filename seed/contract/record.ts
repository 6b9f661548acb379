import type { Reject } from '#catalogue/list/content'
import type { CatalogueRecord } from '#catalogue/record'
import type { Vocabulary } from '#catalogue/vocabulary/vocabulary'

export type { Checkpoint, Content, Page, RawRecord, RecordPosition, Reject, Unparsable } from '#catalogue/list/content'

/** Result of a map: the key and the record for the catalogue, or the reason why the record is refused. */
export type Mapped = { ok: true; key: string; record: CatalogueRecord } | { ok: false; reject: Reject }

/** Data that a map may use besides the row. */
export type MapContext = { vocabulary: Vocabulary }

/** The run that reads: API responses are stored under its `id`; changes after `asOf` are left to the next run. */
export type Reader = { id: number; asOf: Date }
