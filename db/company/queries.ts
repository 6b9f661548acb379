import { sql } from 'drizzle-orm'
import { companySlug } from '#catalogue/merge/company'
import { recordset } from '../recordset'
import { type Db, rowsOf } from '../stores'

const COLUMNS = { slug: 'text', name: 'text' }

/** The plainest spelling of a name comes first: the shortest, then the one with the fewest capitals. */
const plainness = (name: string) =>
  sql.raw(`length(${name}), length(regexp_replace(${name}, '[^A-Z]', '', 'g')), ${name} collate "C"`)

/**
 * Makes sure that the companies of these spellings exist and answers their ids by slug.
 *
 * A company is called by the plainest spelling any record ever gave it, so that its name does not depend on who came first.
 */
export async function upsertCompanies(db: Db, spellings: Iterable<string>): Promise<Map<string, number>> {
  const named = [...new Set(spellings)].map((name) => ({ slug: companySlug(name), name: name.trim() }))
  const wanted = recordset(
    named.filter(({ slug }) => slug !== ''),
    COLUMNS,
  )
  await db.execute(sql`insert into company (slug, name)
    select distinct on (slug) slug, name from ${wanted} order by slug, ${plainness('name')}
    on conflict (slug) do update set name = excluded.name
    where (${plainness('excluded.name')}) < (${plainness('company.name')})`)
  const found = await rowsOf<{ id: number; slug: string }>(
    db,
    sql`select c.id, c.slug from company c where c.slug in (select slug from ${wanted})`,
  )
  return new Map(found.map((company) => [company.slug, company.id]))
}
