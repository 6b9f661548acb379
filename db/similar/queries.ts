import { and, eq, inArray, ne, type SQL, sql } from 'drizzle-orm'
import type { Kind } from '#catalogue/record'
import { SUMMARY_COLUMNS } from '#db/game/queries'
import { game } from '#db/game/table'
import { plainRows, statement } from '#db/postgres/statement'
import type { Db } from '#db/stores'
import { gameLikeness } from './table'

/** Kinds that are listed as similar games: no bundles, DLC, demos, soundtracks or tools. */
const SIMILAR_KINDS: Kind[] = ['game', 'remake']

const id = sql.placeholder('id')

// `game.id` as text: drizzle would shorten the column to "id", which in the subquery is a column of another table.
const slugsOf = (role: string): SQL<string[]> => sql<string[]>`array(
  select c.slug from game_company g join company c on c.id = g.company_id
  where g.game_id = game.id and g.role = ${sql.raw(`'${role}'`)} order by c.slug)`

const TRAIT_COLUMNS = {
  series: sql<string[]>`array(select s.slug from game_series s where s.game_id = game.id order by s.slug)`.as('series'),
  developers: slugsOf('developer').as('developers'),
  publishers: slugsOf('publisher').as('publishers'),
  tags: game.tags,
}

/** Returns a game's summary and traits, platforms and genres as ids; `undefined` if there is no such game. */
export async function findTraits(db: Db, gameId: string) {
  const prepared = statement(db, 'game_traits', (name) =>
    db
      .select({ ...SUMMARY_COLUMNS, ...TRAIT_COLUMNS })
      .from(game)
      .where(eq(game.id, id))
      .prepare(name),
  )
  const [row] = await plainRows(prepared, { id: gameId })
  return row
}

/**
 * Returns the live games and remakes most similar to a game, without itself, most similar first, with a similarity of 0 to 1.
 *
 * In a large catalogue it uses the HNSW graph, which is approximate. If that does not find the game itself, the search has failed as
 * a whole and every embedding is read instead (docs/similar-games.md).
 */
export async function listNearest(db: Db, gameId: string, most: number) {
  const near = await plainRows(statement(db, 'games_near', nearIn(db)), { id: gameId, most: most + 1 })
  if (near.some((row) => row.id === gameId)) return near.filter((row) => row.id !== gameId)
  return plainRows(statement(db, 'games_nearest', nearestIn(db)), { id: gameId, most })
}

const most = sql.placeholder('most')

const NEAR_COLUMNS = {
  ...SUMMARY_COLUMNS,
  ...TRAIT_COLUMNS,
  similarity: sql<number>`near.similarity`.as('similarity'),
}

const nearIn = (db: Db) => (name: string) =>
  db
    .select(NEAR_COLUMNS)
    .from(sql`games_near(${id}, ${most}) near`)
    .innerJoin(game, eq(game.id, sql`near.game_id`))
    .orderBy(sql`near.similarity desc`, game.slug)
    .limit(most)
    .prepare(name)

const nearestIn = (db: Db) => (name: string) => {
  const asked = sql`(select q.embedding from game_likeness q where q.game_id = ${id})`
  const near = db
    .select({
      gameId: gameLikeness.gameId,
      // Negated before the sort, so that Postgres cannot use the graph.
      similarity: sql<number>`-(${gameLikeness.embedding} <#> ${asked})::float8`.as('similarity'),
    })
    .from(gameLikeness)
    .where(and(ne(gameLikeness.gameId, id), inArray(gameLikeness.kind, SIMILAR_KINDS)))
    .orderBy(sql`similarity desc`, gameLikeness.gameId)
    .limit(most)
    .as('near')
  return db
    .select(NEAR_COLUMNS)
    .from(near)
    .innerJoin(game, eq(game.id, near.gameId))
    .orderBy(sql`near.similarity desc`, game.slug)
    .prepare(name)
}
