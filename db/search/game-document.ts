import { type SQL, sql } from 'drizzle-orm'

/** SQL that builds the `GameDocument` of a row of `game` as one JSON value, with slugs in the order of the ids. */
export const gameDocument: SQL = sql`json_build_object(
  'id', game.id,
  'slug', game.slug,
  'title', game.title,
  'kind', game.kind,
  'year', game.year,
  'released', case when game.released is not null
    then json_build_object('date', to_char(game.released, 'YYYY-MM-DD'), 'precision', game.released_precision) end,
  'platforms', ${slugsJson(sql`platform`, sql`game.platform_ids`)},
  'genres', ${slugsJson(sql`genre`, sql`game.genre_ids`)},
  'score', case when coalesce(game.score_critics, game.score_users, game.score_votes) is not null
    then json_build_object('critics', game.score_critics, 'users', game.score_users, 'votes', game.score_votes) end,
  'salesCopies', game.sales_copies,
  'popularity', game.popularity)`

/** Returns SQL for a JSON array of the slugs in `words` of the ids in an array column, in its order. */
export function slugsJson(words: SQL, ids: SQL): SQL {
  return sql`to_json(array(select w.slug from ${words} w join unnest(${ids}) with ordinality i (id, ord) using (id) order by i.ord))`
}
