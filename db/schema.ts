import { sql } from 'drizzle-orm'
import { listMigrations } from './migrate'
import { type Db, rowsOf } from './stores'

/** Whether the store holds exactly the migrations of this release. Throws where the store does not answer. */
export async function isSchemaAtHead(db: Db): Promise<boolean> {
  const applied = await rowsOf<{ name: string }>(db, sql`select name from schema_migration order by name`)
  const wanted = listMigrations().map(({ name }) => name)
  return wanted.length === applied.length && wanted.every((name, at) => applied[at]?.name === name)
}
