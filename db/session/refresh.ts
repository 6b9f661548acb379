import { sql } from 'drizzle-orm'
import type { Role } from '#db/account/table'
import { type Db, rowsOf } from '#db/stores'

/** A session that goes on: of an account with a role, or of a link with scopes. */
export type ContinuedSession = {
  id: string
  accountId: string | null
  role: Role | null
  scope: string | null
}

/**
 * Replaces a refresh token by the next one of its session, in one statement: of several callers with one token only one succeeds. A
 * token is valid for 7 days, and never longer than its session. Returns `undefined` if the token is unknown, used or over, or its
 * session has ended.
 */
export async function rotateRefreshToken(
  db: Db,
  hash: string,
  nextHash: string,
): Promise<ContinuedSession | undefined> {
  const [found] = await rowsOf<ContinuedSession>(
    db,
    sql`with alive as (
        update session s set used_at = now() from refresh_token t
        where t.hash = ${hash} and t.used_at is null and s.id = t.session_id and s.ended_at is null and s.expires_at > now()
        returning s.id, s.account_id, s.scope, s.expires_at
      ), used as (
        update refresh_token r set used_at = now() from alive
        where r.hash = ${hash} and r.session_id = alive.id and r.used_at is null and r.expires_at > now()
        returning r.session_id
      ), next as (
        insert into refresh_token (hash, session_id, expires_at)
        select ${nextHash}, alive.id, least(now() + interval '7 days', alive.expires_at)
        from alive join used on used.session_id = alive.id
        returning session_id
      )
      select alive.id::text as id, alive.account_id::text as "accountId", a.role, alive.scope
      from next join alive on alive.id = next.session_id left join account a on a.id = alive.account_id`,
  )
  return found
}

/** A refresh token that is known: its session, the account of that, and if it was used. */
export type KnownToken = { sessionId: string; accountId: string | null; isUsed: boolean }

/** Returns the refresh token with this hash. */
export async function findRefreshToken(db: Db, hash: string): Promise<KnownToken | undefined> {
  const [found] = await rowsOf<KnownToken>(
    db,
    sql`select s.id::text as "sessionId", s.account_id::text as "accountId", t.used_at is not null as "isUsed"
      from refresh_token t join session s on s.id = t.session_id where t.hash = ${hash}`,
  )
  return found
}
