import { sql } from 'drizzle-orm'
import { INVERSES, type Relation } from '#catalogue/relation'
import { type Db, rowsOf } from '#db/stores'

/** Another game, and what the one that was read is to it or it to that one: `dlc_of` as well as `has_dlc`. */
export type RelatedGame = { slug: string; relation: Relation }

const words = sql.raw(`(values ${INVERSES.map((pair) => `('${pair.join("', '")}')`).join(', ')}) w (relation, inverse)`)

/** What sources say: the games that a `game` of the statement names by an id, and those that name it. */
const STATED = sql`
  select e.game_id as other, r.relation, true as holds, null::timestamptz as decided_at
    from game_relation r join external_id e on e.source = r.source and e.id = r.id
    where r.game_id = game.id
  union all
  select r.game_id, w.inverse, true, null
    from external_id e join game_relation r on r.source = e.source and r.id = e.id join ${words} on w.relation = r.relation
    where e.game_id = game.id`

/** What people say: of the games that a `game` names by a record, and of it where others name it. */
const RULED = sql`
  select l.game_id as other, r.relation, r.holds, r.decided_at
    from relation_ruling r
    join source s on s.slug = r.source
    join source_record named on named.source_id = s.id and named.dataset = r.dataset and named.source_key = r.source_key
    join match_link l on l.record_id = named.id
    where r.game_id = game.id
  union all
  select r.game_id, w.inverse, r.holds, r.decided_at
    from match_link l
    join source_record named on named.id = l.record_id
    join relation_ruling r on r.source_key = named.source_key and r.dataset = named.dataset
    join source s on s.id = named.source_id and s.slug = r.source
    join ${words} on w.relation = r.relation
    where l.game_id = game.id`

/**
 * The games that have to do with a `game` of the statement, each once a relation, by relation and slug: a person's word before
 * that of sources, and the later word of a person before an earlier one.
 *
 * Ids and records lead to living games alone: those of a merged one hang on the one it lives on in.
 */
export const RELATED_GAMES = sql<RelatedGame[]>`(
  select coalesce(json_agg(json_build_object('slug', slug, 'relation', relation) order by relation, slug) filter (where holds), '[]')
  from (
    select distinct on (o.id, said.relation) o.slug, said.relation, said.holds
    from (${STATED} union all ${RULED}) said join game o on o.id = said.other
    where o.id <> game.id
    order by o.id, said.relation, said.decided_at desc nulls last, said.holds desc
  ) related)`

/** The games that have to do with one, as a game shows them. */
export async function listRelated(db: Db, gameId: string): Promise<RelatedGame[]> {
  const [found] = await rowsOf<{ related: RelatedGame[] }>(
    db,
    sql`select ${RELATED_GAMES} as related from game where id = ${gameId}::uuid`,
  )
  return found?.related ?? []
}
