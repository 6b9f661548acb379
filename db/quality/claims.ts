import { type SQL, sql } from 'drizzle-orm'
import { COMPARED_FIELDS } from '#catalogue/merge/disputes'
import { type Db, rowsOf } from '#db/stores'
import { compareSources, type Disagreement, type StatedField } from './disagreements'
import { sampledGames } from './sample'

/** The number of games for which a source states a field; `source` is null for any source. */
export type FieldCount = { field: string; source: string | null; games: number }

/** Figures of the claims of a sample. `sources`: the number of games that each source lists. */
export type ClaimFigures = {
  fields: FieldCount[]
  sources: { source: string; games: number }[]
  disagreements: Disagreement[]
}

/** Fields under their names in `Game` and in overrides, each with SQL for what a record `f` states; null if it is silent. */
const STATED: Readonly<Record<string, SQL>> = {
  title: sql`f -> 'title'`,
  kind: sql`f -> 'kind'`,
  released: sql`coalesce(f -> 'released', (select e -> 'released' from jsonb_array_elements(f -> 'releases') e
    where e -> 'released' is not null order by e -> 'released' ->> 'date' limit 1))`,
  platforms: sql`f -> 'releases'`,
  genres: sql`f -> 'genres'`,
  companies: sql`coalesce(f -> 'developers', '[]') || coalesce(f -> 'publishers', '[]') || coalesce(f -> 'companies', '[]')`,
  series: sql`f -> 'series'`,
  ratings: sql`f -> 'ratings'`,
  ids: sql`f -> 'externalIds'`,
  related: sql`f -> 'relations'`,
  alternativeNames: sql`f -> 'alternativeNames'`,
  summary: sql`f -> 'summary'`,
  website: sql`f -> 'website'`,
  cover: sql`f -> 'cover'`,
  'score.critics': sql`f -> 'critics'`,
  'score.users': sql`f -> 'users'`,
  salesCopies: sql`coalesce(f -> 'salesCopies', jsonb_path_query_first(f, '$.releases[*].salesCopies'))`,
  popularity: sql`f -> 'popularity'`,
}

/** Every field whose completeness is counted. */
export const QUALITY_FIELDS = Object.keys(STATED)

const fieldRows = sql.join(
  Object.entries(STATED).map(([field, stated]) => sql`(${sql.raw(`'${field}'`)}, ${stated})`),
  sql`, `,
)

/** SQL for what the records of the sampled games state, one row for each game, source and field. */
const claims = (share: number): SQL => sql`claim as materialized (
  select l.game_id, r.source_id, c.field,
    coalesce(jsonb_agg(distinct c.value) filter (where c.field = any (${comparedFields})), '[]') as vals
  from ${sampledGames(share)} join match_link l using (game_id) join source_record r on r.id = l.record_id
  cross join lateral (select r.fields::jsonb as f offset 0) record
  cross join lateral (values ${fieldRows}) c (field, value)
  where c.value is not null and c.value not in ('[]', '{}', '""', 'null')
  group by l.game_id, r.source_id, c.field)`

const comparedFields = sql.raw(`'{${COMPARED_FIELDS.join()}}'::text[]`)

/** Returns how complete the sampled games are, by field and source, and where two sources disagree, all out of one snapshot. */
export async function readClaimFigures(db: Db, share: number): Promise<ClaimFigures> {
  const [figures] = await rowsOf<Pick<ClaimFigures, 'fields' | 'sources'> & { stated: StatedField[] }>(
    db,
    sql`with ${claims(share)}
    select
      (select coalesce(json_agg(n), '[]') from (
        select c.field, s.slug as source, count(*)::int as games from claim c join source s on s.id = c.source_id group by c.field, s.slug
        union all select field, null, count(distinct game_id)::int from claim group by field
      ) n) as fields,
      (select coalesce(json_agg(n), '[]') from (
        select s.slug as source, count(*)::int as games from claim c join source s on s.id = c.source_id
        where c.field = 'title' group by s.slug
      ) n) as sources,
      (select coalesce(json_agg(n), '[]') from (
        select c.field, json_agg(json_build_object('source', s.slug, 'values', c.vals) order by s.slug) as sources
        from claim c join source s on s.id = c.source_id where c.field = any (${comparedFields})
        group by c.game_id, c.field having count(*) > 1
      ) n) as stated`,
  )
  const { stated = [], fields = [], sources = [] } = figures ?? {}
  return { fields, sources, disagreements: await compareSources(stated) }
}
