import { SQL } from 'bun'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import type { BulkTransaction, Db, Stores } from '#db/stores'
import { Failure, messageOf } from '#lib/errors'
import { copyStatement } from './copy'
import { openingFailure, workingFailure } from './failure'
import { applyMigrations, type MigrationConnection, pendingMigrations } from './migrate'

const LOWEST_VERSION = 180_000

/**
 * An open Postgres: the members of `Stores` except search, which needs it, and its migrations. Its `check` does not look at the
 * schema.
 */
export type Database = AsyncDisposable &
  Pick<Stores, 'mode' | 'db' | 'bulk' | 'exclusively' | 'check'> & { migrations: Migrations }

/** The migrations of an open store: `migrate` applies the missing ones and returns their names, `pending` returns them only. */
export type Migrations = { migrate: () => Promise<string[]>; pending: () => Promise<string[]> }

/**
 * Opens a Postgres server and checks that it answers and is new enough.
 *
 * @throws {Failure} `store_unreachable`, `store_refused`
 */
export async function openPostgres(url: string): Promise<Database> {
  const database = createPostgres(url)
  try {
    await database.check()
    return database
  } catch (error) {
    await database[Symbol.asyncDispose]()
    throw error
  }
}

/**
 * Creates the pools of a Postgres server, without connecting yet: postgres.js with drizzle for queries, and Bun's `SQL` for COPY, with a pool of two connections of
 * its own, because on a shared pool other queries wait behind an open COPY.
 *
 * COPY through postgres.js (3.4.9) never ends if the server refuses the data after its end, and its connection is lost to the
 * pool. `patches/postgres@3.4.9.patch` mends another fault of it: a query on a connection that the server has closed killed
 * the process.
 *
 * @see https://github.com/porsager/postgres/issues/1173 (COPY)
 * @see https://github.com/porsager/postgres/issues/1208 (closed connection)
 */
export function createPostgres(url: string): Database {
  const client = postgres(url, {
    max: 10,
    connect_timeout: 10,
    onnotice: () => {},
    // JIT compilation costs more than it gains: our statements are short.
    connection: { application_name: 'vestimlib', jit: false },
  })
  const copying = new SQL(url, { max: 2 })
  return {
    mode: 'real',
    db: drizzle({ client }) as unknown as Db, // safe: the query builder is the same for every driver
    migrations: migrationsOf(client),
    check: () => checkServer(client),
    bulk: (work) => copying.begin((tx) => work(bulkTransaction(tx))),
    exclusively: (name, work) => exclusively(client, name, work),
    async [Symbol.asyncDispose]() {
      await Promise.all([client.end({ timeout: 5 }), copying.close({ timeout: 5 })])
    },
  }
}

async function checkServer(client: postgres.Sql): Promise<void> {
  const [row] = await client`select current_setting('server_version_num')::int as version`.catch((error: unknown) => {
    throw openingFailure(error)
  })
  if (row?.version >= LOWEST_VERSION) return
  throw new Failure('store_refused', 'VestimLib needs Postgres 18 or newer: point DATABASE_URL at such a server.')
}

function bulkTransaction(tx: Bun.TransactionSQL): BulkTransaction {
  return {
    async copyIn(table, columns, chunks) {
      const copy = tx.unsafe(copyStatement(table, columns))
      const writer = copy.writable().getWriter()
      for (const chunk of chunks) await writer.write(chunk)
      await writer.close()
    },
    query: async (text, params) => [...(await tx.unsafe(text, [...params]))],
  }
}

/** Runs `work` under a session-level advisory lock on a connection reserved for it, or returns `'taken'`. */
async function exclusively<T>(client: postgres.Sql, name: string, work: () => Promise<T>): Promise<T | 'taken'> {
  const connection = await client.reserve()
  try {
    const key = `vestimlib.${name}`
    const [row] = await connection`select pg_try_advisory_lock(hashtextextended(${key}, 0)) as held`
    if (!row?.held) return 'taken'
    try {
      return await work()
    } finally {
      await connection`select pg_advisory_unlock(hashtextextended(${key}, 0))`
    }
  } finally {
    connection.release()
  }
}

function migrationsOf(client: postgres.Sql): Migrations {
  return {
    migrate: () => onOneConnection(client, applyMigrations),
    pending: () => onOneConnection(client, pendingMigrations),
  }
}

async function onOneConnection<T>(
  client: postgres.Sql,
  work: (connection: MigrationConnection) => Promise<T>,
): Promise<T> {
  const connection = await client.reserve()
  try {
    return await work({
      script: (text) => connection.unsafe(text).simple(),
      query: async <Row>(text: string, params: readonly unknown[]) =>
        [...(await connection.unsafe(text, params as never[]))] as Row[], // safe: the caller names its columns and binds plain values
    })
  } catch (error) {
    if (error instanceof Failure) throw error
    const message = `The migrations cannot be read or applied: ${messageOf(error)}. Correct that, then run bun run migrate.`
    throw workingFailure(error) ?? new Failure('store_refused', message, { cause: error })
  } finally {
    connection.release()
  }
}
