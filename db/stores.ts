import type { SQL } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { Elasticsearch } from '#db/search/elasticsearch/client'
import type { SearchService } from '#db/search/engine'

/** Postgres through drizzle, the same for the embedded and the real store, and inside a transaction. */
export type Db = PgDatabase<PgQueryResultHKT>

/** One transaction that may COPY; everything in it is stored or nothing is. */
export type BulkTransaction = {
  /** COPYs rows into a table. Each chunk is lines of COPY text, as `copyLine` makes them. */
  copyIn: (table: string, columns: readonly string[], chunks: readonly string[]) => Promise<void>
  query: <Row = Record<string, unknown>>(text: string, params: readonly unknown[]) => Promise<Row[]>
}

/** Everything the catalogue is kept in, opened once by `connect` and closed by `await using`. */
export type Stores = AsyncDisposable & {
  readonly mode: 'embedded' | 'real'
  readonly db: Db
  readonly search: SearchService
  /** The index, where one is configured. */
  readonly elasticsearch?: Elasticsearch
  /** Runs `work` in one transaction that may COPY. */
  bulk: <T>(work: (tx: BulkTransaction) => Promise<T>) => Promise<T>
  /** Runs `work` while holding a lock of this name across processes; answers `'taken'` at once where another holds it. */
  exclusively: <T>(name: string, work: () => Promise<T>) => Promise<T | 'taken'>
}

/** The rows of a statement, whichever driver answers. Columns are what the statement names them. */
export async function rowsOf<Row>(db: Db, statement: SQL): Promise<Row[]> {
  const answer: unknown = await db.execute(statement)
  const rows = Array.isArray(answer) ? answer : (answer as { rows: unknown[] }).rows // safe: postgres.js answers an array, PGlite { rows }
  return rows as Row[] // safe: the caller names the columns its statement selects
}
