import { listMigrations, type MigrationConnection } from '#db/postgres/migrate'

/** Brings an empty store to the schema of an older release: every migration up to this one, and none after it. */
export async function migrateUpTo(connection: MigrationConnection, last: string): Promise<void> {
  await connection.script(
    'create table schema_migration (name text primary key, applied_at timestamptz not null default now())',
  )
  for (const { name, script } of listMigrations().filter((migration) => migration.name <= last))
    await connection.script(`${script};\ninsert into schema_migration (name) values ('${name}')`)
}
