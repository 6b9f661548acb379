import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'

/** Companies and ids (`steam:620`) of a game. `asked` is the id by which it was asked for, `id` that of the live game. */
export type GameFacts = { asked: string; id: string; companies: string[]; ids: string[] }

/** Returns the companies and ids of these games; of a merged game those of the one that lives on. Unknown ids are left out. */
export const listGameFacts = (db: Db, ids: readonly string[]): Promise<GameFacts[]> =>
  rowsOf<GameFacts>(
    db,
    sql`with recursive line as (
        select g.id as asked, g.id, g.merged_into, 1 as step from game g
        where g.id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb))
        union all
        select line.asked, g.id, g.merged_into, line.step + 1 from line join game g on g.id = line.merged_into
        where line.step < 100
      )
      select line.asked, line.id,
        array(select c.name from company c where c.id in (select company_id from game_company where game_id = line.id)
          order by c.slug) as companies,
        array(select e.source || ':' || e.id from external_id e where e.game_id = line.id order by e.source, e.id) as ids
      from line where line.merged_into is null`,
  )

/** Returns the ids of the games with these slugs, by slug. */
export async function findIdsBySlug(db: Db, slugs: readonly string[]): Promise<Map<string, string>> {
  const rows = await rowsOf<{ slug: string; id: string }>(
    db,
    sql`select slug, id from game
      where slug in (select value from jsonb_array_elements_text(${JSON.stringify(slugs)}::text::jsonb))`,
  )
  return new Map(rows.map(({ slug, id }) => [slug, id]))
}
