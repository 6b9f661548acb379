import { sql } from 'drizzle-orm'
import { recordset } from '../recordset'
import { type Db, rowsOf } from '../stores'

const COLUMNS = { slug: 'text', name: 'text' }

/** Makes sure that companies of these slugs exist and answers their ids; a company that does keeps its name. */
export async function upsertCompanies(db: Db, names: ReadonlyMap<string, string>): Promise<Map<string, number>> {
  if (names.size === 0) return new Map()
  const wanted = recordset(
    [...names].map(([slug, name]) => ({ slug, name })),
    COLUMNS,
  )
  await db.execute(
    sql`insert into company (slug, name) select slug, name from ${wanted} order by slug on conflict (slug) do nothing`,
  )
  const found = await rowsOf<{ id: number; slug: string }>(
    db,
    sql`select c.id, c.slug from company c join ${wanted} using (slug)`,
  )
  return new Map(found.map((company) => [company.slug, company.id]))
}
