import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'
import { Failure } from '#lib/errors'

const HELD_FOR = '2 minutes'

/** The right to rebuild, until it is given back or not extended for two minutes. */
export type Hold = { token: string }

/**
 * Stops the relay from claiming anything. What a rebuild left behind that was killed is taken over.
 *
 * Only for whoever holds the lock of rebuilding, which dies with its process: nobody else can be at work.
 */
export async function holdRelay(db: Db): Promise<Hold> {
  const token = crypto.randomUUID()
  await db.execute(sql`insert into search_rebuild (token, held_until) values (${token}::uuid, now() + ${HELD_FOR}::interval)
    on conflict (only_row) do update set token = excluded.token, held_until = excluded.held_until`)
  return { token }
}

/** Holds on for another two minutes. @throws {Failure} `index_failed` where the hold was lost: changes may have been missed */
export async function extendHold(db: Db, { token }: Hold): Promise<void> {
  const held = await rowsOf(
    db,
    sql`update search_rebuild set held_until = now() + ${HELD_FOR}::interval
      where token = ${token}::uuid and held_until > now() returning 1`,
  )
  if (held.length === 0)
    throw new Failure('index_failed', 'Rebuilding the index stood still for too long: run the same command again.')
}

/** Lets the relay go on. */
export async function releaseHold(db: Db, { token }: Hold): Promise<void> {
  await db.execute(sql`delete from search_rebuild where token = ${token}::uuid`)
}
