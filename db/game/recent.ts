import { sql } from 'drizzle-orm'
import { plainRows, statement } from '#db/postgres/statement'
import type { Db } from '#db/stores'
import type { GameCriteria } from './criteria'
import { countRecentSql, MOST_RECENT } from './page-sql'

/** True if the filters ask for what changed since an instant, and few games did. Reads at most that many entries of one index. */
export async function isRecent(db: Db, { updatedSince }: GameCriteria): Promise<boolean> {
  if (updatedSince === undefined) return false
  const prepared = statement(db, 'games_recent_count', (name) =>
    db.select({ games: sql<number>`games` }).from(sql`(${countRecentSql}) counted`).prepare(name),
  )
  const [row] = await plainRows(prepared, { updatedSince })
  return (row?.games ?? 0) <= MOST_RECENT
}
