import { sql } from 'drizzle-orm'
import { listResponses } from '#db/api/responses'
import { type Db, rowsOf } from '#db/stores'

/** Returns all rows of all tables, and the decompressed archived responses of a source, as one text. */
export async function databaseText(db: Db, source: string): Promise<string> {
  const tables = await rowsOf<{ name: string }>(
    db,
    sql`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  )
  const texts = await Promise.all(tables.map(({ name }) => textOfTable(db, name)))
  const answers = await listResponses(db, source, 0, 100_000)
  return [...texts, ...answers.map(({ request, text }) => `${request}\n${text}`)].join('\n')
}

async function textOfTable(db: Db, name: string): Promise<string> {
  const rows = await rowsOf<{ row: string }>(db, sql`select t::text as row from ${sql.identifier(name)} t`)
  return rows.map(({ row }) => row).join('\n')
}
