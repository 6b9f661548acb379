import { and, eq } from 'drizzle-orm'
import { endAccountSessions } from '#db/session/end'
import type { Db } from '#db/stores'
import { errorCode } from '#lib/root-cause'
import { account } from './table'

/** A new address of an account. `former`: the hash of the password that it must still have; `keep`: a session that does not end. */
export type AddressChange = { accountId: string; email: string; former: string; keep?: string | undefined }

const UNIQUE_VIOLATION = '23505'

/**
 * Stores a new address and ends the other sessions. Returns their ids; `undefined` if the account has another password meanwhile;
 * `'taken'` if another account has the address.
 */
export const changeAddress = (
  db: Db,
  { accountId, email, former, keep }: AddressChange,
): Promise<string[] | 'taken' | undefined> =>
  db
    .transaction(async (tx) => {
      const changed = await tx
        .update(account)
        .set({ email })
        .where(and(eq(account.id, accountId), eq(account.passwordHash, former)))
        .returning({ id: account.id })
      return changed.length === 0 ? undefined : endAccountSessions(tx, accountId, 'password', keep)
    })
    .catch((error: unknown) => {
      if (errorCode(error) === UNIQUE_VIOLATION) return 'taken' as const
      throw error
    })
