import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'

const CLAIMED_FOR = '60 seconds'

/** A game whose document may be older than the game, and the version that was queued. */
export type Queued = { id: string; version: number }

const asRows = (queued: readonly Queued[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(queued)}::text::jsonb) as t (id uuid, version int)`

/**
 * Claims the games that have waited longest, for a minute and for nobody else; none while an index is rebuilt.
 *
 * Committed at once: no lock is held that a transaction writing these games would wait for.
 */
export const claim = (db: Db, limit: number): Promise<Queued[]> =>
  rowsOf<Queued>(
    db,
    sql`update search_outbox set claimed_until = now() + ${CLAIMED_FOR}::interval
      from (
        select game_id from search_outbox
        where (claimed_until is null or claimed_until < now())
          and not exists (select from search_rebuild where held_until > now())
        order by queued_at limit ${limit} for update skip locked
      ) waiting
      where search_outbox.game_id = waiting.game_id
      returning search_outbox.game_id as id, search_outbox.version`,
  )

/**
 * The rows of these games that no transaction is writing right now, locked, and whether the version is still the
 * given one.
 *
 * What is being written is passed over: it changes anyway, and two that never wait for each other never deadlock.
 */
const free = (queued: readonly Queued[]) => sql`select game_id, t.version, search_outbox.version = t.version as same
  from search_outbox join ${asRows(queued)} on game_id = t.id for update of search_outbox skip locked`

/** Forgets what has been indexed, but a game that changed again meanwhile. */
export async function settle(db: Db, indexed: readonly Queued[]): Promise<void> {
  if (indexed.length === 0) return
  await db.execute(sql`
    with free as materialized (${free(indexed)})
    delete from search_outbox o using free where o.game_id = free.game_id and same`)
}

/** Gives back what could not be indexed: it may be claimed at once. */
export async function releaseClaims(db: Db, claimed: readonly Queued[]): Promise<void> {
  if (claimed.length === 0) return
  await db.execute(sql`
    with free as materialized (${free(claimed)})
    update search_outbox o set claimed_until = null from free where o.game_id = free.game_id`)
}

/** Queues games as if they had changed to these versions. A newer version that is queued already stays. */
export async function enqueue(db: Db, queued: readonly Queued[]): Promise<void> {
  if (queued.length === 0) return
  await db.execute(sql`
    insert into search_outbox (game_id, version) select id, version from ${asRows(queued)} order by id
    on conflict (game_id) do update set version = greatest(search_outbox.version, excluded.version)`)
}

/** Notes the versions that a rebuild has read: its index will hold them. */
export async function noteRebuilt(db: Db, read: readonly Queued[]): Promise<void> {
  await db.execute(sql`
    with free as materialized (${free(read)})
    update search_outbox o set rebuilt_version = free.version from free where o.game_id = free.game_id`)
}

/** Forgets the games that the index a rebuild has made holds in the queued version. */
export async function settleRebuilt(db: Db): Promise<void> {
  await db.execute(sql`delete from search_outbox where game_id in (
    select game_id from search_outbox where version = rebuilt_version for update skip locked)`)
}

/** How many games wait for the index, and how many live ones there are. */
export async function countQueued(db: Db): Promise<{ queued: number; games: number }> {
  const [row] = await rowsOf<{ queued: number; games: number }>(
    db,
    sql`select (select count(*)::int from search_outbox) as queued,
      (select count(*)::int from game where merged_into is null) as games`,
  )
  return row ?? { queued: 0, games: 0 }
}
