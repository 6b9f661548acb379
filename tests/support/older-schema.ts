import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { vector } from '@electric-sql/pglite-pgvector'
import { applyMigrations, listMigrations, type MigrationConnection } from '#db/postgres/migrate'

/** An embedded store with the schema of an older release. `upgrade` applies the later migrations and returns their names. */
export type OlderStore = { client: PGlite; upgrade: () => Promise<readonly string[]> }

/** Opens an empty store and applies every migration up to this one. The caller closes `client`. */
export async function openOlderStore(last: string): Promise<OlderStore> {
  const client = await PGlite.create({ extensions: { vector, pg_trgm } })
  const connection: MigrationConnection = {
    script: (text) => client.exec(text),
    query: async <Row>(text: string, params: readonly unknown[]) => (await client.query<Row>(text, [...params])).rows,
  }
  await migrateUpTo(connection, last)
  return { client, upgrade: () => applyMigrations(connection) }
}

async function migrateUpTo(connection: MigrationConnection, last: string): Promise<void> {
  await connection.script(
    'create table schema_migration (name text primary key, applied_at timestamptz not null default now())',
  )
  for (const { name, script } of listMigrations().filter((migration) => migration.name <= last))
    await connection.script(`${script};\ninsert into schema_migration (name) values ('${name}')`)
}
