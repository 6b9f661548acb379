import { sql } from 'drizzle-orm'
import { recordset } from '#db/postgres/recordset'
import { type Db, rowsOf } from '#db/stores'

/**
 * Deletes those of these games that no record is linked to, with the games that were merged into them, and returns how many were
 * live. Triggers insert the `deleted` changes and queue the deletions for the index.
 */
export async function deleteGamesWithoutRecords(tx: Db, games: readonly { id: string }[]): Promise<number> {
  const [deleted] = await rowsOf<{ count: number }>(
    tx,
    sql`with recursive bare as (
      select g.id from ${recordset(games, { id: 'uuid' })} join game g on g.id = r.id
        where not exists (select from match_link l where l.game_id = g.id)
      union
      select g.id from bare join game g on g.merged_into = bare.id
    ), deleted as (
      delete from game using bare where game.id = bare.id returning game.merged_into
    )
    select count(*) filter (where merged_into is null)::int as count from deleted`,
  )
  return deleted?.count ?? 0
}
