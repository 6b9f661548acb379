import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'
import { session } from './table'

/** A session as it is stored. */
export type Session = typeof session.$inferSelect

/** Most sessions of one account in a list. */
const MOST_LISTED = 200

/** Days after which a session is over that nobody has used. */
const IDLE = sql`interval '7 days'`

const isAlive = () => and(isNull(session.endedAt), gt(session.expiresAt, sql`now()`))

/** True if a session has not ended and its time is not over. */
export async function isSessionAlive(db: Db, id: string): Promise<boolean> {
  const found = await db
    .select({ id: session.id })
    .from(session)
    .where(and(eq(session.id, id), isAlive()))
  return found.length > 0
}

/** Returns the sessions of an account that can be used, the one used last first, at most 200. */
export const listSessions = (db: Db, accountId: string): Promise<Session[]> =>
  db
    .select()
    .from(session)
    .where(and(eq(session.accountId, accountId), isAlive(), gt(session.usedAt, sql`now() - ${IDLE}`)))
    .orderBy(desc(session.usedAt), desc(session.id))
    .limit(MOST_LISTED)

/** A session to start: its first refresh token by its hash, and the User-Agent of the client. */
type SessionStart = { tokenHash: string; agent: string | null }

const begun = ({ tokenHash }: SessionStart) =>
  sql`insert into refresh_token (hash, session_id, expires_at)
    select ${tokenHash}, id, least(now() + ${IDLE}, expires_at) from started returning session_id::text as id`

/**
 * Starts a session of an account and returns its id; `undefined` if the account is disabled or its password hash is not this one any
 * more. Absolute end: 30 days.
 */
export async function startSession(
  db: Db,
  { accountId, passwordHash }: { accountId: string; passwordHash: string },
  start: SessionStart,
): Promise<string | undefined> {
  // The lock makes a change of the password wait, which then ends this session, too.
  const [made] = await rowsOf<{ id: string }>(
    db,
    sql`with person as (
        select id from account where id = ${accountId}::uuid and password_hash = ${passwordHash} and disabled_at is null for share
      ), started as (
        insert into session (id, account_id, agent, expires_at)
        select ${Bun.randomUUIDv7()}::uuid, id, ${start.agent}, now() + interval '30 days' from person returning id, expires_at
      ) ${begun(start)}`,
  )
  return made?.id
}

/** Starts a session that has scopes and no account, and returns its id. Absolute end: 30 days. */
export async function startLinkSession(db: Db, scope: string, start: SessionStart): Promise<string> {
  const [made] = await rowsOf<{ id: string }>(
    db,
    sql`with started as (
        insert into session (id, scope, agent, expires_at)
        values (${Bun.randomUUIDv7()}::uuid, ${scope}, ${start.agent}, now() + interval '30 days') returning id, expires_at
      ) ${begun(start)}`,
  )
  if (!made) throw new Error('insert into session returned no row')
  return made.id
}
