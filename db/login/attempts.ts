import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'

/** Failures of one key after which every further one delays the next attempt. */
const FREE_FAILURES = 5
const LONGEST_DELAY_SECONDS = 15 * 60
/** Time without attempts after which failures are forgotten. */
const FORGOTTEN_AFTER = sql`interval '1 day'`

/** An attempt that is allowed, with the number of failures so far if it fails, too; or the seconds until the next one is. */
export type Attempt = { failures: number } | { retryAfterSeconds: number }

/**
 * Counts an attempt as failed before it is made, so that attempts at the same moment are all counted. After 5 failures each further
 * one delays the next attempt by 1, 2, 4, ... s, at most 15 min. No key is locked for longer.
 */
export async function beginAttempt(db: Db, key: string): Promise<Attempt> {
  const failures = sql`case when login_attempt.failed_at < now() - ${FORGOTTEN_AFTER} then 1 else login_attempt.failures + 1 end`
  const [allowed] = await rowsOf<{ failures: number }>(
    db,
    sql`insert into login_attempt (key, failures, retry_at) values (${key}, 1, now())
      on conflict (key) do update set failures = ${failures}, failed_at = now(), retry_at = now() + case
        when (${failures}) < ${FREE_FAILURES} then interval '0'
        else least(interval '1 second' * ${LONGEST_DELAY_SECONDS}::int, interval '1 second' * 2 ^ least(20, (${failures}) - ${FREE_FAILURES})) end
      where login_attempt.retry_at <= now() returning failures`,
  )
  if (allowed) return allowed
  const [waiting] = await rowsOf<{ seconds: number }>(
    db,
    sql`select ceil(extract(epoch from retry_at - now()))::int as seconds from login_attempt where key = ${key}`,
  )
  return { retryAfterSeconds: Math.max(1, waiting?.seconds ?? 1) }
}

/** Takes back the failure that `beginAttempt` counted, because the attempt could not be made. */
export async function cancelAttempt(db: Db, key: string): Promise<void> {
  await db.execute(
    sql`update login_attempt set failures = greatest(0, failures - 1), retry_at = now() where key = ${key}`,
  )
}

/** Forgets the failures of a key after a success, and those of all keys that were not used for a day. */
export async function forgetAttempts(db: Db, key: string): Promise<void> {
  await db.execute(sql`delete from login_attempt where key = ${key} or failed_at < now() - ${FORGOTTEN_AFTER}`)
}
