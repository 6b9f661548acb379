import postgres from 'postgres'
import { type OwnPostgres, startOwnPostgres } from './own-postgres'

/** Own Postgres server of one proof with several databases, which can also be broken by the statements of other clients. */
export type BreakablePostgres = OwnPostgres & {
  databaseUrl: (name: string) => string
  /** Runs statements on a connection of its own and returns the rows of a single one. */
  run: (text: string, database?: string) => Promise<Record<string, unknown>[]>
  /** Holds the strongest lock on a table until disposed. */
  lock: (table: string, database: string) => Promise<AsyncDisposable>
  /** Takes every connection, those of other clients included, until disposed. */
  exhaust: () => Promise<AsyncDisposable>
}

/**
 * Without fsync: only a machine that stops would lose data by that, not a killed process. Without autovacuum: it makes Postgres
 * write a cache of the catalogue again, and on a full disk no connection can be opened then.
 */
const SETTINGS = { fsync: 'off', autovacuum: 'off', max_connections: '30' }

/** Starts a server on a free port; disposing stops it, whatever state it is in. */
export async function startBreakablePostgres(programs: string): Promise<BreakablePostgres> {
  const own = await startOwnPostgres(programs, { settings: SETTINGS })
  const databaseUrl = (name: string) => Object.assign(new URL(own.url), { pathname: `/${name}` }).href
  return {
    ...own,
    databaseUrl,
    run: (text, database = 'postgres') => runStatements(databaseUrl(database), text),
    lock: (table, database) => lockTable(databaseUrl(database), table),
    exhaust: () => takeConnections(own.url),
  }
}

async function runStatements(url: string, text: string): Promise<Record<string, unknown>[]> {
  const sql = connection(url)
  try {
    return [...(await sql.unsafe(text))]
  } finally {
    await sql.end({ timeout: 1 })
  }
}

const connection = (url: string) => postgres(url, { max: 1, onnotice: () => {} })

async function lockTable(url: string, table: string): Promise<AsyncDisposable> {
  const sql = connection(url)
  await sql.unsafe(`begin; lock table ${table} in access exclusive mode`)
  return { [Symbol.asyncDispose]: () => sql.end({ timeout: 1 }) }
}

const MOST_ROUNDS = 100

/** Takes free connections and ends those of others, in turns, until no other client has one. */
async function takeConnections(url: string): Promise<AsyncDisposable> {
  const taken: postgres.Sql[] = []
  for (let round = 0; round < MOST_ROUNDS; round++) {
    for (let one = await takeOne(url); one; one = await takeOne(url)) taken.push(one)
    if ((await endOthers(taken)) === 0) break
  }
  return {
    async [Symbol.asyncDispose]() {
      await Promise.all(taken.map((sql) => sql.end({ timeout: 1 })))
    },
  }
}

const NAME = 'vestim-holder'

async function takeOne(url: string): Promise<postgres.Sql | undefined> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connection: { application_name: NAME } })
  try {
    await sql`select 1`
    return sql
  } catch {
    await sql.end({ timeout: 0 })
    return undefined
  }
}

async function endOthers([first]: readonly postgres.Sql[]): Promise<number> {
  if (!first) return 0
  const ended = await first`select pg_terminate_backend(pid) from pg_stat_activity
    where backend_type = 'client backend' and application_name <> ${NAME}`
  return ended.length
}
