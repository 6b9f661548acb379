import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'
import { listMigrations } from './migrate'

/** True if the store has exactly the migrations of this release. Throws the driver's error if the store cannot be reached. */
export async function isSchemaAtHead(db: Db): Promise<boolean> {
  const applied = await rowsOf<{ name: string }>(db, sql`select name from schema_migration order by name`)
  const wanted = listMigrations().map(({ name }) => name)
  return wanted.length === applied.length && wanted.every((name, at) => applied[at]?.name === name)
}
