import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'
import { Failure } from '#lib/errors'

const HOLD_DURATION = '2 minutes'

/** A hold on the relay, by a rebuild: ends when released or two minutes after it was last extended. */
export type Hold = { token: string }

/**
 * Stops the relay from claiming games for two minutes. Replaces the hold of a rebuild that was killed.
 *
 * Call it only with the lock `index.rebuild` held. The lock ends with its process, so no other rebuild can be running.
 */
export async function holdRelay(db: Db): Promise<Hold> {
  const token = crypto.randomUUID()
  await db.execute(sql`insert into search_rebuild (token, held_until) values (${token}::uuid, now() + ${HOLD_DURATION}::interval)
    on conflict (only_row) do update set token = excluded.token, held_until = excluded.held_until`)
  return { token }
}

/** Extends the hold to two minutes from now. @throws {Failure} `index_failed` if it had ended: the new index may lack changes */
export async function extendHold(db: Db, { token }: Hold): Promise<void> {
  const held = await rowsOf(
    db,
    sql`update search_rebuild set held_until = now() + ${HOLD_DURATION}::interval
      where token = ${token}::uuid and held_until > now() returning 1`,
  )
  if (held.length === 0)
    throw new Failure(
      'index_failed',
      'Rebuilding the index stopped for more than two minutes: run the same command again.',
    )
}

/** Releases the hold: the relay claims games again. */
export async function releaseHold(db: Db, { token }: Hold): Promise<void> {
  await db.execute(sql`delete from search_rebuild where token = ${token}::uuid`)
}
