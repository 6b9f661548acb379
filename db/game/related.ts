import { sql } from 'drizzle-orm'
import { INVERSES, type Relation } from '#catalogue/relation'
import { type Db, rowsOf } from '#db/stores'

/** Another game, and the relation to it: `dlc_of` if the game is a DLC of the other one, `has_dlc` for the inverse. */
export type RelatedGame = { slug: string; relation: Relation }

const INVERSE_WORDS = sql.raw(
  `(values ${INVERSES.map((pair) => `('${pair.join("', '")}')`).join(', ')}) w (relation, inverse)`,
)

/** Relations that sources state, for a `game` of the statement: to games it names by an id, and inverses from games that name it. */
const STATED = sql`
  select e.game_id as other, r.relation, true as holds, null::timestamptz as decided_at
    from game_relation r join external_id e on e.source = r.source and e.id = r.id
    where r.game_id = game.id
  union all
  select r.game_id, w.inverse, true, null
    from external_id e join game_relation r on r.source = e.source and r.id = e.id join ${INVERSE_WORDS} on w.relation = r.relation
    where e.game_id = game.id`

/** Rulings of people, for a `game` of the statement: its own, and inverses of those of other games that name one of its records. */
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
    join ${INVERSE_WORDS} on w.relation = r.relation
    where l.game_id = game.id`

/**
 * The related games of a `game` of the statement, each once per relation, by relation and slug. A ruling by a person wins over
 * the sources, a later ruling over an earlier one.
 *
 * Only live games are found: the ids and records of a merged game belong to the game it was merged into.
 */
export const RELATED_GAMES = sql<RelatedGame[]>`(
  select coalesce(json_agg(json_build_object('slug', slug, 'relation', relation) order by relation, slug) filter (where holds), '[]')
  from (
    select distinct on (o.id, stated.relation) o.slug, stated.relation, stated.holds
    from (${STATED} union all ${RULED}) stated join game o on o.id = stated.other
    where o.id <> game.id
    order by o.id, stated.relation, stated.decided_at desc nulls last, stated.holds desc
  ) related)`

/** Returns the related games of a game (`RELATED_GAMES`). */
export async function listRelated(db: Db, gameId: string): Promise<RelatedGame[]> {
  const [found] = await rowsOf<{ related: RelatedGame[] }>(
    db,
    sql`select ${RELATED_GAMES} as related from game where id = ${gameId}::uuid`,
  )
  return found?.related ?? []
}
