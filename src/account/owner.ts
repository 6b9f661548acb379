import { type Account, findAccount } from '#db/account/queries'
import type { Stores } from '#db/stores'
import type { Caller } from '#src/http/scope'

/** Returns the account of a caller; `undefined` if the caller has none. */
export const findOwner = async (
  { stores }: { stores: Pick<Stores, 'db'> },
  { account }: Caller,
): Promise<Account | undefined> => (account === undefined ? undefined : findAccount(stores.db, account))
