import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import type { Db } from '#db/stores'
import { type SessionEnd, session } from './table'

/** Ends one session, of this account if one is given. Returns false if there is no such session, or it has ended. */
export async function endSession(db: Db, id: string, reason: SessionEnd, accountId?: string): Promise<boolean> {
  const ended = await db
    .update(session)
    .set({ endedAt: sql`now()`, endedBy: reason })
    .where(
      and(
        eq(session.id, id),
        isNull(session.endedAt),
        accountId === undefined ? undefined : eq(session.accountId, accountId),
      ),
    )
    .returning({ id: session.id })
  return ended.length > 0
}

/** Ends all sessions of an account, except one if it is given. Returns the ids of those that ended. */
export async function endAccountSessions(
  db: Db,
  accountId: string,
  reason: SessionEnd,
  except?: string,
): Promise<string[]> {
  const ended = await db
    .update(session)
    .set({ endedAt: sql`now()`, endedBy: reason })
    .where(
      and(
        eq(session.accountId, accountId),
        isNull(session.endedAt),
        except === undefined ? undefined : ne(session.id, except),
      ),
    )
    .returning({ id: session.id })
  return ended.map(({ id }) => id)
}
