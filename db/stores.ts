import type { SQL } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { Elasticsearch } from '#db/search/elasticsearch/client'
import type { SearchService } from '#db/search/engine'

/** Postgres through drizzle: one type for a server, for the embedded store and for a transaction. */
export type Db = PgDatabase<PgQueryResultHKT>

/** A transaction that may COPY. */
export type BulkTransaction = {
  /** COPYs rows into a table. Each chunk is one or more whole lines as `copyLine` writes them. */
  copyIn: (table: string, columns: readonly string[], chunks: readonly string[]) => Promise<void>
  query: <Row = Record<string, unknown>>(text: string, params: readonly unknown[]) => Promise<Row[]>
}

/** The stores of the catalogue, opened by `connect` or `openStores` and closed by `await using`. */
export type Stores = AsyncDisposable & {
  readonly mode: 'embedded' | 'real'
  readonly db: Db
  /** Postgres for long work of the service, such as the relay: its own connections, without the deadlines of requests. Elsewhere `db`. */
  readonly batchDb: Db
  /** Postgres for exports: two connections of their own, each for one snapshot. In the embedded store `db`. */
  readonly exportDb: Db
  /**
   * Directory for the files of exports where a snapshot would hold the only connection, so that it is written to a file before its
   * client reads; `undefined` where exports have connections of their own. Opening the stores empties it.
   */
  readonly spoolDirectory: string | undefined
  readonly search: SearchService
  /** Elasticsearch and the alias of its index, if configured. */
  readonly elasticsearch?: Elasticsearch
  /**
   * Checks that Postgres answers, is new enough and has the schema of this release.
   *
   * @throws {Failure} `store_unreachable`, `store_refused`, `schema_mismatch`
   */
  check: () => Promise<void>
  /**
   * Runs `work` in one transaction that may COPY: all of it is stored, or nothing if `work` throws. After a deadlock `work` runs
   * again, in another transaction.
   */
  bulk: <T>(work: (tx: BulkTransaction) => Promise<T>) => Promise<T>
  /** Runs `work` under a lock of this name that all processes share; returns `'taken'` at once if it is held already. */
  exclusively: <T>(name: string, work: () => Promise<T>) => Promise<T | 'taken'>
}

/**
 * Runs a statement and returns its rows as an array with both drivers; column names are those of the statement. A `bigint` is a
 * text with postgres.js: cast it.
 */
export async function rowsOf<Row>(db: Db, statement: SQL): Promise<Row[]> {
  const result: unknown = await db.execute(statement)
  const rows = Array.isArray(result) ? result : (result as { rows: unknown[] }).rows // safe: postgres.js returns an array, PGlite { rows }
  return rows as Row[] // safe: the caller names the columns its statement selects
}
