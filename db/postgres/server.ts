import { drizzle } from 'drizzle-orm/postgres-js'
import type postgres from 'postgres'
import { unwatched, type WatchCalls } from '#db/store-call'
import type { Db, Stores } from '#db/stores'
import { Failure, messageOf } from '#lib/errors'
import { createBulkPool } from './bulk'
import { createDrizzleClient } from './client'
import { retryConflicts } from './conflict'
import { createConnector } from './connection'
import { type DeadlineProfile, type Deadlines, deadlinesOf } from './deadlines'
import { exclusively } from './exclusive'
import { openingFailure, workingFailure } from './failure'
import { createServerHealth, probeServer } from './health'
import { askOn } from './lease'
import { applyMigrations, type MigrationConnection, pendingMigrations } from './migrate'
import { createPool, onLease, type Pool } from './pool'
import { createServerTransfer } from './server-transfer'
import type { Transfer } from './transfer'

const LOWEST_VERSION = 180_000
/** A connection serves one statement at a time, so ten, the default of postgres.js, would leave Postgres idle between two of them. */
const CONNECTIONS = 16
const BATCH_CONNECTIONS = 3
/** Each export holds a connection for as long as its client reads. */
const EXPORT_CONNECTIONS = 2
/** Longest wait for answers when the stores are closed. */
const CLOSE_MS = 3_000

/**
 * An open Postgres: the members of `Stores` except search, which needs it, its migrations, and the transfer of whole tables. Its `check` does not look at the
 * schema.
 */
export type Database = AsyncDisposable &
  Pick<Stores, 'mode' | 'db' | 'batchDb' | 'exportDb' | 'spoolDirectory' | 'bulk' | 'exclusively' | 'check'> & {
    migrations: Migrations
    transfer: Transfer
  }

/** The migrations of an open store: `migrate` applies the missing ones and returns their names, `pending` returns them only. */
export type Migrations = { migrate: () => Promise<string[]>; pending: () => Promise<string[]> }

/**
 * Opens a Postgres server and checks that it answers and is new enough. (Default of `profile`: `load`)
 *
 * @throws {Failure} `store_unreachable`, `store_refused`
 */
export async function openPostgres(url: string, profile?: DeadlineProfile): Promise<Database> {
  const database = createPostgres(url, profile)
  try {
    await database.check()
    return database
  } catch (error) {
    await database[Symbol.asyncDispose]()
    throw error
  }
}

/**
 * Creates the pools of a Postgres server, without connecting yet: postgres.js with drizzle for queries, and Bun's `SQL` for COPY.
 * Locks, exports, and with `serve` also long work, have connections of their own, because they keep them for long. (Default of `profile`: `load`)
 * `watch` is told of each statement of the query builder.
 *
 * COPY through postgres.js (3.4.9) never ends if the server refuses the data after its end, and its connection is lost to the
 * pool. `patches/postgres@3.4.9.patch` mends three other faults of it, each of a connection that ends while it is used: a query on it
 * killed the process, so did one that ended while array types were read, and what it left unfinished was given to the next query.
 *
 * @see https://github.com/porsager/postgres/issues/1173 (COPY)
 * @see https://github.com/porsager/postgres/issues/1208 (closed connection)
 */
export function createPostgres(
  url: string,
  profile: DeadlineProfile = 'load',
  watch: WatchCalls = unwatched,
): Database {
  const [deadlines, long] = [deadlinesOf(profile), deadlinesOf('load')]
  const health = createServerHealth(() => probeServer(url, deadlinesOf('serve')))
  const openPool = (max: number, within: Deadlines) => {
    const { create, types } = createConnector(url, within)
    const pool = createPool({ create, max, health })
    return { pool, db: drizzleOn(createDrizzleClient(pool, within, types, watch)) }
  }
  const [{ pool, db }, { pool: locks }] = [openPool(CONNECTIONS, deadlines), openPool(CONNECTIONS, deadlines)]
  const batch = profile === 'serve' ? openPool(BATCH_CONNECTIONS, long) : { pool, db }
  const exporting = openPool(EXPORT_CONNECTIONS, deadlinesOf('export'))
  const bulk = createBulkPool(url, long)
  return {
    mode: 'real',
    db,
    batchDb: batch.db,
    exportDb: exporting.db,
    spoolDirectory: undefined,
    migrations: migrationsOf(pool, deadlines),
    transfer: createServerTransfer(url, deadlinesOf('transfer')),
    check: () => checkServer(pool, deadlines),
    bulk: (work) => retryConflicts(() => bulk.run(work)),
    exclusively: (name, work) => exclusively(locks, deadlines, name, work),
    async [Symbol.asyncDispose]() {
      health.close()
      const pools = [pool, locks, batch.pool, exporting.pool]
      await Promise.all([...pools.map((each) => each.end(CLOSE_MS)), bulk.end()])
    },
  }
}

const drizzleOn = (client: postgres.Sql): Db => drizzle({ client }) as unknown as Db // safe: the query builder is the same for every driver

async function checkServer(pool: Pool, { replyMs }: Deadlines): Promise<void> {
  const dueAt = performance.now() + replyMs
  const version = onLease(pool, dueAt, (lease) =>
    askOn(lease, (sql) => sql`select current_setting('server_version_num')::int as version`, dueAt, replyMs),
  )
  const [row] = await version.catch((error: unknown) => {
    throw openingFailure(error)
  })
  if (row?.version >= LOWEST_VERSION) return
  throw new Failure('store_refused', 'VestimLib needs Postgres 18 or newer: point DATABASE_URL at such a server.')
}

/** Returns the migrations. Looking for pending ones is quick, so that it fails soon; applying them may take long. */
function migrationsOf(pool: Pool, { answerMs, replyMs }: Deadlines): Migrations {
  return {
    migrate: () => onOneConnection(pool, answerMs, applyMigrations),
    pending: () => onOneConnection(pool, replyMs, pendingMigrations),
  }
}

async function onOneConnection<T>(
  pool: Pool,
  answerMs: number,
  work: (connection: MigrationConnection) => Promise<T>,
): Promise<T> {
  const due = () => performance.now() + answerMs
  try {
    return await onLease(pool, due(), (lease) =>
      work({
        script: (text) => askOn(lease, (sql) => sql.unsafe(text).simple(), due(), answerMs),
        query: async <Row>(text: string, params: readonly unknown[]) =>
          [...(await askOn(lease, (sql) => sql.unsafe(text, [...params] as never[]), due(), answerMs))] as Row[], // safe: the caller names its columns and binds plain values
      }),
    )
  } catch (error) {
    if (error instanceof Failure) throw error
    const message = `The migrations cannot be read or applied: ${messageOf(error)}. Correct that, then run bun run migrate.`
    throw workingFailure(error) ?? new Failure('store_refused', message, { cause: error })
  }
}
