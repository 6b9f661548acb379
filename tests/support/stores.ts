import { existsSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { openEmbedded } from '#db/postgres/embedded'
import { schemaFingerprint } from '#db/postgres/migrate'
import { type Database, openPostgres } from '#db/postgres/server'
import { createSearch } from '#db/search/search'
import { type Db, rowsOf, type Stores } from '#db/stores'

const SERVER = process.env.TEST_DATABASE_URL
const TEMPLATE = `vestim_template_${schemaFingerprint()}`

/** Migrated stores of a test: a database of the real server if TEST_DATABASE_URL is set, else in memory. */
export type TestStores = Stores & Pick<Database, 'migrations' | 'transfer'> & { databaseUrl: string | undefined }

/** A database of this process; `relations` are the tables and indexes of its schema. */
type OpenDatabase = { database: Database; databaseUrl: string | undefined; relations: ReadonlySet<string> }

/** Open databases that no test uses at the moment: those of the server and, apart from them, the embedded ones that tests asked for. */
const [idle, idleEmbedded]: [OpenDatabase[], OpenDatabase[]] = [[], []]

/**
 * Opens an empty, migrated catalogue that no other test uses until it is closed. Search is by Postgres.
 *
 * Creating and dropping a database takes a second, emptying one some milliseconds: a closed one is kept open for the next call.
 * `isKept: false` closes the connections; a script needs it to end. `isEmbedded: true` opens an embedded store whether or not there is
 * a server. Databases of ended processes are dropped by the next process.
 */
export async function createTestStores({ isKept = true, isEmbedded = false } = {}): Promise<TestStores> {
  const free = isEmbedded ? idleEmbedded : idle
  const open = free.pop() ?? (await openDatabase(isEmbedded ? undefined : SERVER))
  const { database, databaseUrl } = open
  await emptyDatabase(open)
  return {
    ...database,
    databaseUrl,
    search: createSearch(database.db),
    async [Symbol.asyncDispose]() {
      if (isKept) free.push(open)
      else await database[Symbol.asyncDispose]()
    },
  }
}

async function openDatabase(server: string | undefined): Promise<OpenDatabase> {
  const databaseUrl = server ? await createDatabase(server) : undefined
  const database = databaseUrl
    ? await openPostgres(databaseUrl)
    : await openEmbedded({ template: await embeddedTemplate() })
  const relations = (await listRelations(database.db)).map(({ name }) => name)
  return { database, databaseUrl, relations: new Set(relations) }
}

const listRelations = (db: Db): Promise<{ name: string; kind: 'table' | 'index' }[]> =>
  rowsOf(
    db,
    sql`select relname as name, case relkind when 'i' then 'index' else 'table' end as kind from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'i') order by relkind desc`,
  )

/** Deletes everything in a migrated database that is not part of its schema: relations, rows, the state of sequences. */
async function emptyDatabase({ database: { db }, relations }: OpenDatabase): Promise<void> {
  for (const { name, kind } of await listRelations(db))
    if (!relations.has(name)) await db.execute(sql.raw(`drop ${kind} if exists "${name}" cascade`))
  await db.execute(EMPTY)
}

const EMPTY = sql.raw(`do $$
  declare found record; has_rows boolean;
  begin
    set local session_replication_role = replica;
    for found in select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'schema_migration' loop
      execute format('select exists (select from %I)', found.name) into has_rows;
      if has_rows then execute format('delete from %I', found.name); end if;
    end loop;
    for found in select sequencename as name from pg_sequences where schemaname = 'public' and last_value is not null loop
      execute format('alter sequence %I restart', found.name);
    end loop;
  end $$`)

const nameOf = (url: string) => new URL(url).pathname.slice(1)

function databaseAt(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

async function onServer<T>(server: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(server, { max: 1, onnotice: () => {} })
  try {
    return await work(sql)
  } finally {
    await sql.end()
  }
}

/** Returns the name of a new database. It contains the process id, which `dropLeftovers` reads. */
const newName = () => `vestim_test_${process.pid}_${crypto.randomUUID().replaceAll('-', '').slice(0, 12)}`

/** Creates a database without tables on the real server and returns its URL. */
export async function createBareDatabase(server: string): Promise<string> {
  const name = newName()
  await onServer(server, (sql) => sql`create database ${sql(name)}`)
  return databaseAt(server, name)
}

/** Drops a database that `createBareDatabase` created. */
export const dropDatabase = (server: string, url: string) =>
  onServer(server, (sql) => sql`drop database if exists ${sql(nameOf(url))} with (force)`)

async function createDatabase(server: string): Promise<string> {
  const name = newName()
  await onServer(server, async (sql) => {
    await sql`select pg_advisory_lock(hashtext(${TEMPLATE}))`
    await ensureTemplate(server, sql)
    await dropLeftovers(sql)
    await sql`create database ${sql(name)} template ${sql(TEMPLATE)}`
  })
  return databaseAt(server, name)
}

/** Drops the databases of ended processes, except those that are still in use. */
async function dropLeftovers(sql: postgres.Sql): Promise<void> {
  const databases = await sql<
    { datname: string }[]
  >`select datname from pg_database where datname like 'vestim\\_test\\_%'`
  const left = databases.filter(({ datname }) => {
    const pid = /^vestim_test_(\d+)_/.exec(datname)?.[1]
    return pid !== undefined && !isRunning(Number(pid))
  })
  for (const { datname } of left) await sql`drop database if exists ${sql(datname)}`.catch(() => {})
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function ensureTemplate(server: string, sql: postgres.Sql): Promise<void> {
  const [there] = await sql`select 1 from pg_database where datname = ${TEMPLATE}`
  if (there) return
  const making = `${TEMPLATE}_making`
  await sql`drop database if exists ${sql(making)} with (force)`
  await sql`create database ${sql(making)}`
  {
    await using database = await openPostgres(databaseAt(server, making))
    await database.migrations.migrate()
  }
  await sql`alter database ${sql(making)} rename to ${sql(TEMPLATE)}`
}

/** Returns the dump of a migrated embedded store. It is made once per schema, because loading it is much faster than migrating. */
async function embeddedTemplate(): Promise<Blob> {
  const path = join(tmpdir(), 'vestimlib', `${TEMPLATE}.tar`)
  if (!existsSync(path)) await makeEmbeddedTemplate(path)
  return Bun.file(path)
}

async function makeEmbeddedTemplate(path: string): Promise<void> {
  await using database = await openEmbedded({ template: undefined })
  await database.migrations.migrate()
  await mkdir(join(tmpdir(), 'vestimlib'), { recursive: true })
  const making = `${path}.${process.pid}`
  await Bun.write(making, await database.dump())
  await rename(making, path)
}
