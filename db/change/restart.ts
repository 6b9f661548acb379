import { sql } from 'drizzle-orm'
import type { TransferTransaction } from '#db/postgres/transfer'
import { type Db, rowsOf } from '#db/stores'

/** Numbers that the feed skips at least: more than any catalogue changes between a backup and its restoration. */
const SKIPPED = 1_000_000_000

/**
 * Lets the feed of a restored backup go on after a gap, and stores the gap. `lastKept` is the number of its last change.
 *
 * The gap ends 10^9 after that number or after the time in ms, whichever is later: a backup that is restored twice gives other numbers
 * each time.
 */
export async function restartFeed(tx: Pick<TransferTransaction, 'query'>, lastKept: number): Promise<void> {
  const lastSkipped = Math.max(lastKept, Date.now()) + SKIPPED
  await tx.query(`select setval(pg_get_serial_sequence('game_change', 'seq')::regclass, $1::text::bigint)::text`, [
    String(lastSkipped),
  ])
  await tx.query('insert into feed_restart (last_kept, last_skipped) values ($1::text::bigint, $2::text::bigint)', [
    String(lastKept),
    String(lastSkipped),
  ])
}

/** True if a position is of a feed that this catalogue no longer has: a backup was restored that is older. */
export async function isInFeedGap(db: Db, position: number): Promise<boolean> {
  const [found] = await rowsOf<{ is: boolean }>(
    db,
    sql`select exists (select from feed_restart where last_kept < ${position}::bigint and last_skipped >= ${position}::bigint) as is`,
  )
  return found?.is ?? false
}
