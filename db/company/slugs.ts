import { sql } from 'drizzle-orm'
import { companySlug } from '#catalogue/merge/company'
import { currentName } from '#catalogue/vocabulary/companies'
import { COMPANY_LISTS } from '#db/game/lists'
import { recordset } from '#db/postgres/recordset'
import { type Db, rowsOf } from '#db/stores'
import { plainness } from './queries'

/** A spelling of a company, with the number of live games of the company that a record spells so. */
type SpellingRow = { id: number; spelling: string; games: number }

/**
 * Gives each of these companies whose spellings have several slugs (`BB Studio`, `BBStudio`), or no longer have its own, the slug that
 * most of its games have, and the plainest spelling of this slug as its name. Games of a company with a new slug get the next version, and
 * their ids are returned.
 *
 * The result depends on the records of these games alone, not on the order in which they were loaded.
 */
export async function settleSlugs(tx: Db, ids: Iterable<number>): Promise<string[]> {
  const spellings = await rowsOf<SpellingRow>(
    tx,
    sql`with several as materialized (
        select c.id, c.aliases from company c join ${recordset(
          [...ids].map((id) => ({ id })),
          { id: 'integer' },
        )} using (id) where cardinality(c.slugs) > 1 or c.slug <> all (c.slugs)
      ), stated as (
        select c.id, trim(n.name) as spelling, count(distinct l.game_id)::int as games
        from several c join game_list g on g.list = ${COMPANY_LISTS.from}::int + c.id join match_link l on l.game_id = g.game_id
        join source_record s on s.id = l.record_id, unnest(array['developers', 'publishers', 'companies']) as role,
        json_array_elements_text(s.fields -> role) as n (name)
        where trim(n.name) = any (c.aliases) group by c.id, trim(n.name)
      )
      select c.id, a.spelling, coalesce(s.games, 0) as games
      from several c cross join unnest(c.aliases) as a (spelling) left join stated s on s.id = c.id and s.spelling = a.spelling
      order by c.id, ${plainness('a.spelling')}`,
  )
  const chosen = [...Map.groupBy(spellings, ({ id }) => id)].map(([id, rows]) => ({ id, ...mostUsed(rows) }))
  return chosen.length === 0 ? [] : renameCompanies(tx, chosen)
}

/** Returns the slug that most games have, or else the longest, and its plainest spelling. `rows` are ordered, the plainest first. */
function mostUsed(rows: readonly SpellingRow[]): { slug: string; name: string } {
  const bySlug = [...Map.groupBy(rows, ({ spelling }) => companySlug(spelling))].map(([slug, same]) => ({
    slug,
    name: currentName(slug) ?? same[0]?.spelling ?? slug,
    games: same.reduce((sum, { games }) => sum + games, 0),
  }))
  const [{ slug, name } = { slug: '', name: '' }] = bySlug.sort(
    (one, other) => other.games - one.games || other.slug.length - one.slug.length,
  )
  return { slug, name }
}

async function renameCompanies(
  tx: Db,
  chosen: readonly { id: number; slug: string; name: string }[],
): Promise<string[]> {
  const companies = recordset(chosen, { id: 'integer', slug: 'text', name: 'text' })
  const games = await rowsOf<{ id: string }>(
    tx,
    sql`with renamed as (
        update company c set slug = r.slug, name = r.name from ${companies}
        where c.id = r.id and (c.slug, c.name) is distinct from (r.slug, r.name) returning c.id
      )
      update game set version = version + 1, updated_at = now()
      where id in (select game_id from game_list join renamed on list = ${COMPANY_LISTS.from}::int + renamed.id) returning id`,
  )
  return games.map(({ id }) => id)
}
