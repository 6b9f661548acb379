import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'

/** SQL for the time of the last use of an account `a`: of its sessions, its keys, and what was noted before these were deleted. */
const LAST_USE: SQL = sql`greatest(a.active_on::timestamptz, a.created_at, a.password_changed_at,
  (select max(s.used_at) from session s where s.account_id = a.id), (select max(k.used_at) from api_key k where k.account_id = a.id))`

/** Returns the ids of at most `limit` accounts that were not used since a time. The last administrator is none of them. */
export async function listUnused(db: Db, since: Date, limit: number): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(
    db,
    sql`select a.id::text as id from account a where ${LAST_USE} < ${since.toISOString()}::text::timestamptz and not ${isLastAdministrator}
      order by a.id limit ${limit}`,
  )
  return rows.map(({ id }) => id)
}

const isLastAdministrator: SQL = sql`(a.role = 'admin' and a.disabled_at is null and not exists (
  select from account other where other.role = 'admin' and other.disabled_at is null and other.id <> a.id))`

/** Counts the accounts that were not used since a time. */
export async function countUnused(db: Db, since: Date): Promise<number> {
  const [found] = await rowsOf<{ count: number }>(
    db,
    sql`select count(*)::int as count from account a
      where ${LAST_USE} < ${since.toISOString()}::text::timestamptz and not ${isLastAdministrator}`,
  )
  return found?.count ?? 0
}

/** True if an account was used since a time. */
export async function isUsedSince(db: Db, accountId: string, since: Date): Promise<boolean> {
  const [found] = await rowsOf<{ is: boolean }>(
    db,
    sql`select ${LAST_USE} >= ${since.toISOString()}::text::timestamptz as is from account a where a.id = ${accountId}::uuid`,
  )
  return found?.is ?? false
}

/** Notes the last use of accounts that sessions tell which are about to be deleted. `ended`: the condition of these sessions. */
export const noteLastUse = (ended: SQL): SQL => sql`
  update account set active_on = used.day
  from (select account_id, max(used_at)::date as day from session where ${ended} group by account_id) used
  where used.account_id = account.id and used.day > account.active_on`
