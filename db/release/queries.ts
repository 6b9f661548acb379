import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'

/**
 * Counts the games with a release in each region, by the region's slug or unknown word, without merged games.
 *
 * A release in several regions (`eu+na`) counts in each, one without a region (worldwide or not stated) in none. Scans the
 * whole table.
 */
export const countGamesByRegion = (db: Db) =>
  rowsOf<{ slug: string; games: number }>(
    db,
    sql`select word.slug, count(distinct release.game_id)::int as games
      from release join game on game.id = release.game_id
      cross join unnest(string_to_array(release.region, '+')) as word(slug)
      where game.merged_into is null group by word.slug`,
  )
