import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'

/** Counts the games that each rating board has rated, by the board's slug, without merged games. Scans the whole table. */
export const countGamesByBoard = (db: Db) =>
  rowsOf<{ slug: string; games: number }>(
    db,
    sql`select rating.board as slug, count(*)::int as games
      from rating join game on game.id = rating.game_id
      where game.merged_into is null group by rating.board`,
  )
