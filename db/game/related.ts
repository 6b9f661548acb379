import { sql } from 'drizzle-orm'
import { INVERSES, type Relation } from '#catalogue/relation'

/** Another game, and what the one that was read is to it or it to that one: `dlc_of` as well as `has_dlc`. */
export type RelatedGame = { slug: string; relation: Relation }

const words = sql.raw(INVERSES.map(([relation, inverse]) => `('${relation}', '${inverse}')`).join(', '))

/**
 * The games that a `game` of the statement names, and those that name it, each once a relation, by relation and slug.
 *
 * Ids lead to living games alone: those of a merged one hang on the one it lives on in.
 */
export const RELATED_GAMES = sql<RelatedGame[]>`(
  select coalesce(json_agg(json_build_object('slug', slug, 'relation', relation) order by relation, slug), '[]')
  from (
    select o.slug, r.relation
    from game_relation r join external_id e on e.source = r.source and e.id = r.id join game o on o.id = e.game_id
    where r.game_id = game.id and o.id <> game.id
    union
    select o.slug, w.inverse
    from external_id e join game_relation r on r.source = e.source and r.id = e.id join game o on o.id = r.game_id
    join (values ${words}) w (relation, inverse) on w.relation = r.relation
    where e.game_id = game.id and o.id <> game.id
  ) related)`
