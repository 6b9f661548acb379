import { type SQL, sql } from 'drizzle-orm'
import type { FacetName } from '../engine'

const MOST_VALUES = 20

const countsBySlug = (ids: SQL, words: SQL): SQL =>
  sql`select w.slug as value, count(*) as count
    from hit join game using (id), unnest(${ids}) as i (word_id) join ${words} w on w.id = i.word_id
    group by w.slug`

const QUERIES: Record<FacetName, SQL> = {
  platform: countsBySlug(sql`game.platform_ids`, sql`platform`),
  genre: countsBySlug(sql`game.genre_ids`, sql`genre`),
  company: countsBySlug(sql`game.company_ids`, sql`company`),
  year: sql`select game.year::text as value, count(*) as count
    from hit join game using (id) where game.year is not null group by game.year`,
}

/** Returns SQL for a JSON array of the 20 most frequent values of a facet among all rows of `hit`. */
const facetJson = (name: FacetName): SQL => sql`(
  select coalesce(json_agg(json_build_object('value', f.value, 'count', f.count) order by f.count desc, f.value), '[]')
  from (${QUERIES[name]} order by 2 desc, 1 limit ${MOST_VALUES}) f)`

/** Returns SQL for a JSON object of the facets, counted over all rows of `hit`. */
export const facetsJson = (names: readonly FacetName[]): SQL => {
  const pairs = names.map((name) => sql`${name}::text, ${facetJson(name)}`)
  return pairs.length > 0 ? sql`json_build_object(${sql.join(pairs, sql`, `)})` : sql`'{}'::json`
}
