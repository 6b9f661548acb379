import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'

const CLAIM_DURATION = '60 seconds'

/** A queued game: its document in the index may be older than `version`. */
export type Queued = { id: string; version: number }

const asRows = (queued: readonly Queued[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(queued)}::text::jsonb) as t (id uuid, version int)`

const asIds = (ids: readonly string[]) =>
  sql`(select id::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb) as t (id))`

/**
 * Claims up to `limit` games, those queued longest ago first, for 60 seconds; none while an index is rebuilt.
 *
 * Commits at once, so that no transaction that writes these games waits for a lock.
 */
export const claim = (db: Db, limit: number): Promise<Queued[]> =>
  rowsOf<Queued>(
    db,
    sql`update search_outbox set claimed_until = now() + ${CLAIM_DURATION}::interval
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
 * Returns SQL that locks the rows of these games; `same` is true if the queued version is still the given one.
 *
 * Skips rows that another transaction is writing: they get a newer version anyway, and without waiting there is no deadlock.
 */
const unlockedRows = (
  queued: readonly Queued[],
) => sql`select game_id, t.version, search_outbox.version = t.version as same
  from search_outbox join ${asRows(queued)} on game_id = t.id for update of search_outbox skip locked`

/** Removes indexed games from the outbox, except those queued again in another version meanwhile. */
export async function settle(db: Db, indexed: readonly Queued[]): Promise<void> {
  if (indexed.length === 0) return
  await db.execute(sql`
    with free as materialized (${unlockedRows(indexed)})
    delete from search_outbox o using free where o.game_id = free.game_id and same`)
}

/** Ends the claim on games that could not be indexed, so that they can be claimed again at once. */
export async function releaseClaims(db: Db, claimed: readonly Queued[]): Promise<void> {
  if (claimed.length === 0) return
  await db.execute(sql`
    with free as materialized (${unlockedRows(claimed)})
    update search_outbox o set claimed_until = null from free where o.game_id = free.game_id`)
}

/** Queues games with these versions. A newer version that is already queued stays. */
export async function enqueue(db: Db, queued: readonly Queued[]): Promise<void> {
  if (queued.length === 0) return
  await db.execute(sql`
    insert into search_outbox (game_id, version) select id, version from ${asRows(queued)} order by id
    on conflict (game_id) do update set version = greatest(search_outbox.version, excluded.version)`)
}

/** Queues the live games with these ids in their current versions. */
export async function enqueueLive(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await db.execute(sql`
    insert into search_outbox (game_id, version)
    select id, version from game where merged_into is null and id in ${asIds(ids)} order by id
    on conflict (game_id) do update set version = greatest(search_outbox.version, excluded.version)`)
}

/** Returns which of these games are queued. */
export async function listQueued(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const rows = await rowsOf<{ id: string }>(
    db,
    sql`select game_id as id from search_outbox where game_id in ${asIds(ids)}`,
  )
  return new Set(rows.map(({ id }) => id))
}

/** Stores the versions that a rebuild has read and will index, for `settleRebuilt`. */
export async function noteRebuilt(db: Db, read: readonly Queued[]): Promise<void> {
  await db.execute(sql`
    with free as materialized (${unlockedRows(read)})
    update search_outbox o set rebuilt_version = free.version from free where o.game_id = free.game_id`)
}

/** Removes the games from the outbox whose queued version a rebuild has indexed. */
export async function settleRebuilt(db: Db): Promise<void> {
  await db.execute(sql`delete from search_outbox where game_id in (
    select game_id from search_outbox where version = rebuilt_version for update skip locked)`)
}

/** Counts the queued games and the live games of the catalogue. */
export async function countQueued(db: Db): Promise<{ queued: number; games: number }> {
  const [row] = await rowsOf<{ queued: number; games: number }>(
    db,
    sql`select (select count(*)::int from search_outbox) as queued,
      (select count(*)::int from game where merged_into is null) as games`,
  )
  return row ?? { queued: 0, games: 0 }
}
