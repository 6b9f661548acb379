import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'

/**
 * Marks a link as used until `expires`, in seconds since 1970, and forgets those that expired a day ago. Returns false if it was
 * used before.
 */
export async function spendLink(db: Db, jti: string, expires: number): Promise<boolean> {
  await db.execute(sql`delete from spent_link where expires_at < now() - interval '1 day'`)
  const spent = await rowsOf(
    db,
    sql`insert into spent_link (jti, expires_at) values (${jti}, to_timestamp(${expires}::double precision))
      on conflict do nothing returning jti`,
  )
  return spent.length > 0
}
