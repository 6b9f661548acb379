import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'

/** A request to be made: the quota and the hash of the key it counts for, the current period, and the limits of the quota. */
export type RequestBudget = {
  quota: string
  keyHash: string
  period: string
  /** Requests allowed in a period. */
  limit: number
  /** Least time between two requests, in ms. */
  spacingMs: number
  /** The caller's current time, in ms since 1970. */
  now: number
}

/**
 * Counts one request and returns the time from which it may be made (ms since 1970), or `undefined` if the budget of the
 * period is used up.
 *
 * If each caller acquires only after the previous request is due, requests are at least `spacingMs` apart, across processes and
 * restarts too. Callers at the same moment may get the same time, because no wait exceeds `spacingMs`, even if the clock was
 * set back.
 */
export async function acquireRequest(db: Db, request: RequestBudget): Promise<number | undefined> {
  const { quota, keyHash, period, limit, spacingMs, now } = request
  const time = sql`${now}::bigint`
  const spacing = sql`${spacingMs}::bigint`
  const [acquired] = await rowsOf<{ at: number }>(
    db,
    sql`insert into api_budget (quota, key_hash, period, used, next_at)
      values (${quota}, ${keyHash}, ${period}, 1, ${time} + ${spacing})
      on conflict (quota, key_hash) do update set period = excluded.period,
        used = case when api_budget.period = excluded.period then api_budget.used + 1 else 1 end,
        next_at = least(greatest(api_budget.next_at, ${time}), ${time} + ${spacing}) + ${spacing}
      where api_budget.period <> excluded.period or api_budget.used < ${limit}::int
      returning (next_at - ${spacing})::float8 as at`,
  )
  return acquired?.at
}
