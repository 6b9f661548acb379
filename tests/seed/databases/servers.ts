import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SQL } from 'bun'
import { hasMariadb, startOwnMariadb } from '#tests/ops/own-mariadb'
import { createBareDatabase, dropDatabase } from '#tests/support/stores'

const POSTGRES = process.env.TEST_DATABASE_URL

/** A database filled by a test: its address as in an entry, `run` to write to it, and the port of its server. */
export type TestDatabase = AsyncDisposable & {
  from: string
  port?: number
  run: (...statements: string[]) => Promise<void>
}

/** One dialect: creates its database, or says why it is skipped; the functions return SQL that differs by dialect. */
export type TestDialect = {
  format: 'postgres' | 'mysql' | 'sqlite'
  skipped: string | undefined
  create: () => Promise<TestDatabase>
  /** Returns a query for the numbers 1 to n, in the column n. */
  numbers: (n: number) => string
  text: (number: string) => string
}

/** The dialects, each on a real server. */
export const DIALECTS: readonly TestDialect[] = [
  {
    format: 'postgres',
    skipped: POSTGRES ? undefined : 'TEST_DATABASE_URL is not set',
    create: createPostgres,
    numbers: (n) => `select n from generate_series(1, ${n}) numbers(n)`,
    text: (number) => `cast(${number} as text)`,
  },
  {
    format: 'mysql',
    skipped: hasMariadb() ? undefined : 'mariadbd is not installed: .ci/services start installs it',
    create: createMariadb,
    numbers: (n) => `select seq as n from seq_1_to_${n}`,
    text: (number) => `cast(${number} as char)`,
  },
  {
    format: 'sqlite',
    skipped: undefined,
    create: createSqlite,
    numbers: (n) =>
      `with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${n}) select n from numbers`,
    text: (number) => `cast(${number} as text)`,
  },
]

async function createPostgres(): Promise<TestDatabase> {
  const from = await createBareDatabase(POSTGRES ?? '')
  const sql = new SQL(from, { max: 1 })
  return {
    from,
    port: Number(new URL(from).port || 5432),
    run: (...statements) => runAll(sql, statements),
    async [Symbol.asyncDispose]() {
      await sql.close()
      await dropDatabase(POSTGRES ?? '', from)
    },
  }
}

async function createMariadb(): Promise<TestDatabase> {
  const server = await startOwnMariadb()
  const root = new SQL(`mysql://root@127.0.0.1:${server.port}/`, { max: 1 })
  await root.unsafe('create database games')
  await root.close()
  const from = `mysql://root@127.0.0.1:${server.port}/games`
  const sql = new SQL(from, { max: 1 })
  return {
    from,
    port: server.port,
    run: (...statements) => runAll(sql, statements),
    async [Symbol.asyncDispose]() {
      await sql.close()
      await server[Symbol.asyncDispose]()
    },
  }
}

async function createSqlite(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'vestim-sqlite-'))
  const from = join(folder, 'games.db')
  const sql = new SQL({ adapter: 'sqlite', filename: from })
  return {
    from,
    run: (...statements) => runAll(sql, statements),
    async [Symbol.asyncDispose]() {
      await sql.close()
      await rm(folder, { recursive: true })
    },
  }
}

async function runAll(sql: SQL, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.unsafe(statement)
}

/** Dialects with the names of their suites; the name says why one is skipped. */
export const SUITES = DIALECTS.map(
  (dialect) => [dialect.skipped ? `${dialect.format} (${dialect.skipped})` : dialect.format, dialect] as const,
)
