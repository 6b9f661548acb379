import { type SQL, sql } from 'drizzle-orm'
import { companySlug } from '#catalogue/merge/company'
import { currentName } from '#catalogue/vocabulary/companies'
import { insertChanges } from '#db/change/write'
import { COMPANY_LISTS } from '#db/game/lists'
import { recordset } from '#db/postgres/recordset'
import { type Db, rowsOf } from '#db/stores'
import { plainness } from './queries'
import { settleSlugs } from './slugs'
import { forgetCompanyStatements } from './statements'

/** Returns SQL for the companies that each record of `from`, joined with `source_record s`, names as `name`. */
const namesIn = (from: SQL): SQL => sql`
  select trim(name) as name from ${from}, json_array_elements_text(s.fields -> 'developers') name
  union select trim(name) from ${from}, json_array_elements_text(s.fields -> 'publishers') name
  union select trim(name) from ${from}, json_array_elements_text(s.fields -> 'companies') name`

/** Stores the spellings of companies in these records (SQL that yields their ids as `r.id`), before the records are deleted. */
export async function noteSpellings(tx: Db, records: SQL): Promise<void> {
  const names = namesIn(sql`${records} join source_record s on s.id = r.id`)
  await tx.execute(sql`insert into forgotten_spelling (spelling) select name from (${names}) n on conflict do nothing`)
}

/**
 * Takes the stored spellings that no record has any more from the companies, and deletes the companies that have none left and no
 * game: as if these spellings had never been loaded. Reads every record. The caller holds the match lock.
 */
export async function forgetSpellings(tx: Db): Promise<void> {
  const left = await rowsOf<{ id: number; slug: string; spellings: string[] }>(
    tx,
    sql`with gone as materialized (
      select spelling from forgotten_spelling except (${namesIn(sql`source_record s`)})
    ), former as (
      select c.id, c.slug, spelling, spelling not in (select gone.spelling from gone) as remains
      from company c, unnest(c.aliases) as spelling
    )
    select id, slug, coalesce(array_agg(spelling order by ${plainness('spelling')}) filter (where remains), '{}') as spellings
    from former group by id, slug having not bool_and(remains)`,
  )
  const rows = left.map(({ id, slug, spellings }) => ({ id, spellings, ...remainderOf(slug, spellings) }))
  const companies = recordset(rows, { id: 'integer', spellings: 'text[]', slugs: 'text[]', name: 'text' })
  await tx.execute(sql`update company c set aliases = r.spellings, slugs = r.slugs, name = coalesce(r.name, c.name)
    from ${companies} where c.id = r.id`)
  await tx.execute(sql`delete from company c using ${companies} where c.id = r.id and cardinality(c.aliases) = 0
    and not exists (select from game_list l where l.list = ${COMPANY_LISTS.from}::int + c.id)`)
  await tx.execute(sql`delete from forgotten_spelling`)
  await forgetCompanyStatements(tx)
  const renamed = await settleSlugs(
    tx,
    left.map(({ id }) => id),
  )
  await insertChanges(
    tx,
    renamed.map((gameId) => ({ gameId, kind: 'updated' as const })),
  )
}

/** Returns the slugs of the remaining spellings, and the plainest spelling of the company's slug; `null` if none has it. */
const remainderOf = (slug: string, spellings: readonly string[]) => ({
  slugs: [...new Set(spellings.map(companySlug))],
  name: currentName(slug) ?? spellings.find((spelling) => companySlug(spelling) === slug) ?? null,
})
