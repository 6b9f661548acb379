import { existsSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { openEmbedded } from '#db/postgres/embedded'
import { schemaFingerprint } from '#db/postgres/migrate'
import { type Database, openPostgres } from '#db/postgres/server'
import { createSearch } from '#db/search/search'
import type { Stores } from '#db/stores'

const SERVER = process.env.TEST_DATABASE_URL
const TEMPLATE = `vestim_template_${schemaFingerprint()}`

/** Migrated stores of a test file's own: a database of the real server where TEST_DATABASE_URL is set, else in memory. */
export type TestStores = Stores & { databaseUrl: string | undefined; migrations: Database['migrations'] }

/** Opens an empty, migrated catalogue that nobody else sees and that is gone when closed. Search is by Postgres. */
export async function createTestStores(): Promise<TestStores> {
  const databaseUrl = SERVER ? await createDatabase(SERVER) : undefined
  const database = databaseUrl
    ? await openPostgres(databaseUrl)
    : await openEmbedded({ template: await embeddedTemplate() })
  return {
    ...database,
    databaseUrl,
    search: createSearch(database.db),
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]()
      if (SERVER && databaseUrl)
        await onServer(SERVER, (sql) => sql`drop database ${sql(nameOf(databaseUrl))} with (force)`)
    },
  }
}

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

/** A new database of the real server, empty of tables. */
export async function createBareDatabase(server: string): Promise<string> {
  const name = `vestim_test_${crypto.randomUUID().replaceAll('-', '').slice(0, 12)}`
  await onServer(server, (sql) => sql`create database ${sql(name)}`)
  return databaseAt(server, name)
}

/** Drops a database that `createBareDatabase` made. */
export const dropDatabase = (server: string, url: string) =>
  onServer(server, (sql) => sql`drop database if exists ${sql(nameOf(url))} with (force)`)

async function createDatabase(server: string): Promise<string> {
  const name = `vestim_test_${crypto.randomUUID().replaceAll('-', '').slice(0, 12)}`
  await onServer(server, async (sql) => {
    await sql`select pg_advisory_lock(hashtext(${TEMPLATE}))`
    await ensureTemplate(server, sql)
    await sql`create database ${sql(name)} template ${sql(TEMPLATE)}`
  })
  return databaseAt(server, name)
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

/** The dump of a migrated embedded store, made once per schema: loading it takes a fraction of migrating. */
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
