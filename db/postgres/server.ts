import { SQL } from 'bun'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import type { BulkTransaction, Db, Stores } from '#db/stores'
import { Failure, messageOf } from '#lib/errors'
import { copyStatement } from './copy'
import { openingFailure } from './failure'
import { applyMigrations, type MigrationConnection, pendingMigrations } from './migrate'

const LOWEST_VERSION = 180_000

/** A store opened: everything of `Stores` but search, which is built on top of it. */
export type Database = AsyncDisposable &
  Pick<Stores, 'mode' | 'db' | 'bulk' | 'exclusively'> & { migrations: Migrations }

/** The schema of an open store. */
export type Migrations = { migrate: () => Promise<string[]>; pending: () => Promise<string[]> }

/**
 * Opens a real Postgres: postgres.js with drizzle for every ordinary query, Bun's `SQL` with a pool of its own for COPY
 * (on a shared pool other queries would queue behind an open COPY).
 *
 * @throws {Failure} `store_unreachable`, `store_refused`
 */
export async function openPostgres(url: string): Promise<Database> {
  const client = postgres(url, {
    max: 10,
    connect_timeout: 10,
    onnotice: () => {},
    // Compiling plans costs more than it gains on statements this short.
    connection: { application_name: 'vestimlib', jit: false },
  })
  await refuseUnusable(client)
  const copying = new SQL(url, { max: 2 })
  return {
    mode: 'real',
    db: drizzle({ client }) as unknown as Db, // safe: the query builder is the same for every driver
    migrations: migrationsOf(client),
    bulk: (work) => copying.begin((tx) => work(bulkTransaction(tx))),
    exclusively: (name, work) => exclusively(client, name, work),
    async [Symbol.asyncDispose]() {
      await Promise.all([client.end({ timeout: 5 }), copying.close({ timeout: 5 })])
    },
  }
}

async function refuseUnusable(client: postgres.Sql): Promise<void> {
  const [row] = await client`select current_setting('server_version_num')::int as version`.catch(
    async (error: unknown) => {
      await client.end({ timeout: 1 })
      throw openingFailure(error)
    },
  )
  if (row?.version >= LOWEST_VERSION) return
  await client.end({ timeout: 1 })
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

/** Holds a session-level advisory lock on a connection of its own while `work` runs. */
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
  return { migrate: () => onOne(client, applyMigrations), pending: () => onOne(client, pendingMigrations) }
}

async function onOne<T>(client: postgres.Sql, work: (connection: MigrationConnection) => Promise<T>): Promise<T> {
  const connection = await client.reserve()
  try {
    return await work({
      script: (text) => connection.unsafe(text).simple(),
      query: async <Row>(text: string, params: readonly unknown[]) =>
        [...(await connection.unsafe(text, params as never[]))] as Row[], // safe: the caller names its columns and binds plain values
    })
  } catch (error) {
    throw error instanceof Failure
      ? error
      : new Failure('store_refused', `Migrating failed: ${messageOf(error)}`, { cause: error })
  } finally {
    connection.release()
  }
}
