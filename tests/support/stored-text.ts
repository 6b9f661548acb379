import { sql } from 'drizzle-orm'
import { listResponses } from '#db/api/responses'
import { type Db, rowsOf } from '#db/stores'

/** Everything a store holds, as one text: every column of every table, and the answers of a source's API unpacked. */
export async function storedText(db: Db, source: string): Promise<string> {
  const tables = await rowsOf<{ name: string }>(
    db,
    sql`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  )
  const texts = tables.map(async ({ name }) => {
    const [all] = await rowsOf<{ text: string | null }>(
      db,
      sql`select string_agg(t::text, ' ') as text from ${sql.identifier(name)} t`,
    )
    return all?.text ?? ''
  })
  const answers = await listResponses(db, source, 0, 10_000)
  return [...(await Promise.all(texts)), ...answers.map(({ request, text }) => `${request} ${text}`)].join('\n')
}
