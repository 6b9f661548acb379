import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'

/**
 * Returns a hash that is equal for two stores if they have the same catalogue: clusters of records, values, provenance,
 * relations and review pairs. Ids, slugs, versions and times are left out.
 */
export async function catalogueHash(db: Db): Promise<string> {
  const rows = await rowsOf<{ line: string }>(
    db,
    sql`select concat_ws(' | ', members.list, g.title, g.sort_title, g.kind, g.summary, g.website, g.cover_url, g.year,
        g.released, g.released_precision, g.score_critics, g.score_users, g.score_votes, g.sales_copies, g.popularity,
        g.alternative_names::text, g.tags::text, g.platform_ids::text, g.genre_ids::text, companies.list, series.list, likeness.embedding::text, releases.list, ratings.list,
        ids.list, relations.list, rulings.list, g.provenance::text, g.content_hash) as line
      from game g
      join lateral (select string_agg(s.slug || '/' || r.dataset || '/' || r.source_key || '=' || l.score || l.evidence::text, ',' order by s.slug, r.dataset, r.source_key) as list
        from match_link l join source_record r on r.id = l.record_id join source s on s.id = r.source_id where l.game_id = g.id) members on true
      left join lateral (select string_agg(c.slug || ' ' || c.name || ' ' || coalesce(gc.role, ''), ',' order by c.slug, gc.role) as list
        from game_company gc join company c on c.id = gc.company_id where gc.game_id = g.id) companies on true
      left join lateral (select string_agg(slug || ' ' || name, ',' order by slug) as list from game_series where game_id = g.id) series on true
      left join game_likeness likeness on likeness.game_id = g.id
      left join lateral (select string_agg(concat_ws(' ', platform_id, region, edition, released, released_precision, sales_copies), ',' order by platform_id, region, edition) as list
        from release where game_id = g.id) releases on true
      left join lateral (select string_agg(board || rating, ',' order by board) as list from rating where game_id = g.id) ratings on true
      left join lateral (select string_agg(source || id, ',' order by source, id) as list from external_id where game_id = g.id) ids on true
      left join lateral (select string_agg(concat_ws(' ', relation, source, id), ',' order by relation, source, id) as list from game_relation where game_id = g.id) relations on true
      left join lateral (select string_agg(concat_ws(' ', relation, source, dataset, source_key, holds, decided_at), ',' order by position) as list from relation_ruling where game_id = g.id) rulings on true
      where g.merged_into is null
      union all
      select concat_ws(' | ', 'doubt', one_source.slug, one.dataset, one.source_key, other_source.slug, other.dataset, other.source_key,
        m.score, m.evidence::text) as line
      from match_review m
      join source_record one on one.id = m.one_record join source one_source on one_source.id = one.source_id
      join source_record other on other.id = m.other_record join source other_source on other_source.id = other.source_id`,
  )
  const hash = createHash('sha256')
  for (const { line } of rows.sort((a, b) => (a.line < b.line ? -1 : 1))) hash.update(line).update('\n')
  return `${rows.length} games and doubts ${hash.digest('hex')}`
}
