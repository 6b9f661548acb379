import { type SQL, sql } from 'drizzle-orm'
import { currentName } from '#catalogue/vocabulary/companies'
import { COMPANY_LISTS } from '#db/game/lists'
import { recordset } from '#db/postgres/recordset'
import { type Db, rowsOf } from '#db/stores'
import { plainness } from './queries'

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
  const left = await rowsOf<{ slug: string; spellings: string[] }>(
    tx,
    sql`with gone as materialized (
      select spelling from forgotten_spelling except (${namesIn(sql`source_record s`)})
    ), former as (
      select c.slug, spelling, spelling not in (select gone.spelling from gone) as remains
      from company c, unnest(c.aliases) as spelling
    )
    select slug, coalesce(array_agg(spelling order by ${plainness('spelling')}) filter (where remains), '{}') as spellings
    from former group by slug having not bool_and(remains)`,
  )
  const rows = left.map(({ slug, spellings }) => ({ slug, spellings, name: currentName(slug) ?? spellings[0] ?? null }))
  const companies = recordset(rows, { slug: 'text', spellings: 'text[]', name: 'text' })
  await tx.execute(sql`update company c set aliases = r.spellings, name = coalesce(r.name, c.name)
    from ${companies} where c.slug = r.slug`)
  await tx.execute(sql`delete from company c using ${companies} where c.slug = r.slug and cardinality(c.aliases) = 0
    and not exists (select from game_list l where l.list = ${COMPANY_LISTS.from}::int + c.id)`)
  await tx.execute(sql`delete from forgotten_spelling`)
}
