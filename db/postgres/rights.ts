import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'

/** Returns true if the user of `db` owns the tables, or acts for their owner as a superuser does: it may do everything. */
export async function hasRightsOfOwner(db: Db): Promise<boolean> {
  const [game] = await rowsOf<{ isOwner: boolean }>(
    db,
    sql`select pg_has_role(relowner, 'member') as "isOwner" from pg_class where oid = 'game'::regclass`,
  )
  return game?.isOwner ?? false
}
