import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'

/** One request about to be made: the quota and key it counts for, the period it falls into, and what the quota allows. */
export type RequestBudget = {
  quota: string
  keyHash: string
  period: string
  /** Requests a period. */
  limit: number
  spacingMs: number
  /** The time by the caller's clock, ms since 1970. */
  now: number
}

/**
 * Counts one request and answers from when on it may be made (ms since 1970), or `undefined` where the period's budget
 * is used up.
 *
 * Two requests of one key are at least the spacing apart, whichever process makes them and however often it was killed
 * in between. No wait is longer than the spacing, whatever happens to the clock.
 */
export async function acquireRequest(db: Db, request: RequestBudget): Promise<number | undefined> {
  const { quota, keyHash, period, limit, spacingMs, now } = request
  const time = sql`${now}::bigint`
  const spacing = sql`${spacingMs}::bigint`
  const [turn] = await rowsOf<{ at: number }>(
    db,
    sql`insert into api_budget (quota, key_hash, period, used, next_at)
      values (${quota}, ${keyHash}, ${period}, 1, ${time} + ${spacing})
      on conflict (quota, key_hash) do update set period = excluded.period,
        used = case when api_budget.period = excluded.period then api_budget.used + 1 else 1 end,
        next_at = least(greatest(api_budget.next_at, ${time}), ${time} + ${spacing}) + ${spacing}
      where api_budget.period <> excluded.period or api_budget.used < ${limit}::int
      returning (next_at - ${spacing})::float8 as at`,
  )
  return turn?.at
}
