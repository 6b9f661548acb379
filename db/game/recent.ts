import { sql } from 'drizzle-orm'
import { plainRows, statement } from '#db/postgres/statement'
import type { Db } from '#db/stores'
import { countRecentSql, MOST_RECENT } from './page-sql'

/** True if few games changed since an instant. Reads at most that many entries of one index. */
export async function changedLately(db: Db, updatedSince: string): Promise<boolean> {
  const prepared = statement(db, 'games_recent_count', (name) =>
    db.select({ games: sql<number>`games` }).from(sql`(${countRecentSql}) counted`).prepare(name),
  )
  const [row] = await plainRows(prepared, { updatedSince })
  return (row?.games ?? 0) <= MOST_RECENT
}
