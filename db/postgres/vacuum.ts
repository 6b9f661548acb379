import { sql } from 'drizzle-orm'
import { rowsOf, type Stores } from '#db/stores'

/**
 * Frees the space of changed and deleted rows in the tables of the embedded store that have more than a fifth of them. A server does so by
 * itself; the embedded store would grow with every load.
 */
export async function vacuumEmbedded({ mode, db }: Pick<Stores, 'mode' | 'db'>): Promise<void> {
  if (mode !== 'embedded') return
  // Postgres counts changed rows at most once a second; the next statement of this connection waits for the count.
  await db.execute(sql`select pg_stat_force_next_flush()`)
  const tables = await rowsOf<{ name: string }>(
    db,
    sql`select relid::regclass::text as name from pg_stat_user_tables where n_dead_tup > 1000 + n_live_tup / 5 order by name`,
  )
  for (const { name } of tables) await db.execute(sql.raw(`vacuum ${name}`))
}
