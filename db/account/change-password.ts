import { and, eq, sql } from 'drizzle-orm'
import { endAccountSessions } from '#db/session/end'
import type { Db } from '#db/stores'
import { account } from './table'

/** A new password of an account. `former`: the hash that it must still have; `keep`: a session that does not end. */
export type PasswordChange = {
  accountId: string
  passwordHash: string
  former?: string | undefined
  keep?: string | undefined
}

/** Stores a new password and ends the other sessions. Returns their ids; `undefined` if the account has another password meanwhile. */
export const changePassword = (
  db: Db,
  { accountId, passwordHash, former, keep }: PasswordChange,
): Promise<string[] | undefined> =>
  db.transaction(async (tx) => {
    const changed = await tx
      .update(account)
      .set({ passwordHash, passwordChangedAt: sql`now()` })
      .where(and(eq(account.id, accountId), former === undefined ? undefined : eq(account.passwordHash, former)))
      .returning({ id: account.id })
    return changed.length === 0 ? undefined : endAccountSessions(tx, accountId, 'password', keep)
  })
