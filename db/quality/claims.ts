import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'
import { sampledGames } from './sample'

/** The number of games for which a source states a field; `source` is null for any source. */
export type FieldCount = { field: string; source: string | null; games: number }

/** The number of games for which two sources both state a field, and of those for which they agree on no value. */
export type Disagreement = { field: ComparedField; one: string; other: string; games: number; differ: number }

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
  'score.critics': sql`f -> 'critics' -> 'value'`,
  'score.users': sql`f -> 'users' -> 'value'`,
  salesCopies: sql`coalesce(f -> 'salesCopies', jsonb_path_query_first(f, '$.releases[*].salesCopies'))`,
  popularity: sql`f -> 'popularity'`,
}

/** Every field whose completeness is counted. */
export const QUALITY_FIELDS = Object.keys(STATED)

/** Fields with a single value, on which two sources can disagree. Texts and links always differ, and lists are united. */
export const COMPARED_FIELDS = ['title', 'kind', 'released', 'score.critics', 'score.users', 'popularity'] as const
export type ComparedField = (typeof COMPARED_FIELDS)[number]

const fieldRows = sql.join(
  Object.entries(STATED).map(([field, stated]) => sql`(${sql.raw(`'${field}'`)}, ${stated})`),
  sql`, `,
)

/** SQL for what the records of the sampled games state, one row for each game, source and field. */
const claims = (share: number): SQL => sql`claim as materialized (
  select l.game_id, r.source_id, c.field, array_agg(case when c.field = any (${comparedFields}) then ${comparable} end) as vals
  from ${sampledGames(share)} join match_link l using (game_id) join source_record r on r.id = l.record_id
  cross join lateral (select r.fields::jsonb as f offset 0) record
  cross join lateral (values ${fieldRows}) c (field, value)
  where c.value is not null and c.value not in ('[]', '{}', '""', 'null')
  group by l.game_id, r.source_id, c.field)`

const comparedFields = sql.raw(`'{${COMPARED_FIELDS.join()}}'::text[]`)

/** A date counts as far as it is known: a year agrees with every day of it, and so does a quarter. */
const comparable = sql`case when c.field <> 'released' then c.value::text
  else left(c.value ->> 'date', case c.value ->> 'precision' when 'day' then 10 when 'month' then 7 else 4 end) end`

const agree = sql`case when a.field = 'released'
  then exists (select from unnest(a.vals) x cross join unnest(b.vals) y where starts_with(x, y) or starts_with(y, x))
  else a.vals && b.vals end`

/** Returns how complete the sampled games are, by field and source, and where two sources disagree, all out of one snapshot. */
export async function readClaimFigures(db: Db, share: number): Promise<ClaimFigures> {
  const [figures] = await rowsOf<ClaimFigures>(
    db,
    sql`with ${claims(share)}, pair as (
      select a.field, a.source_id as one, b.source_id as other, count(*)::int as games,
        (count(*) filter (where not ${agree}))::int as differ
      from claim a join claim b on b.game_id = a.game_id and b.field = a.field and b.source_id > a.source_id
      where a.field = any (${comparedFields}) group by a.field, a.source_id, b.source_id
    )
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
        select p.field, least(s.slug, t.slug) as one, greatest(s.slug, t.slug) as other, p.games, p.differ
        from pair p join source s on s.id = p.one join source t on t.id = p.other
      ) n) as disagreements`,
  )
  return figures ?? { fields: [], sources: [], disagreements: [] }
}
