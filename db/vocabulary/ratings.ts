import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'

/** How many live games each board has rated, by its slug. Reads every rating. */
export const countGamesByBoard = (db: Db) =>
  rowsOf<{ slug: string; games: number }>(
    db,
    sql`select rating.board as slug, count(*)::int as games
      from rating join game on game.id = rating.game_id
      where game.merged_into is null group by rating.board`,
  )
