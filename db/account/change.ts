import { and, eq, isNull, sql } from 'drizzle-orm'
import { retryConflicts } from '#db/postgres/conflict'
import { endAccountSessions } from '#db/session/end'
import type { Db } from '#db/stores'
import type { Account } from './queries'
import { account, type Role } from './table'

/** A change of an account by an administrator; what is absent stays. */
export type AccountChange = { role?: Role | undefined; disabled?: boolean | undefined }

/** Outcome of a change: the account as it is now, as it was, and the ids of its sessions that ended. */
export type AccountChanged = { account: Account; former: Account; ended: string[] }

/**
 * Changes role and state of an account, and ends its sessions if its role changes or it is disabled. `last_administrator`: nothing is
 * changed, because no other account could administer the service.
 */
export const changeAccount = (
  db: Db,
  id: string,
  change: AccountChange,
): Promise<AccountChanged | 'no_such_account' | 'last_administrator'> =>
  retryConflicts(() =>
    db.transaction(async (tx) => {
      // Locked in one order, so that of two administrators who demote each other only one succeeds.
      const administrators = await tx
        .select({ id: account.id })
        .from(account)
        .where(and(eq(account.role, 'admin'), isNull(account.disabledAt)))
        .orderBy(account.id)
        .for('update')
      const [former] = await tx.select().from(account).where(eq(account.id, id)).for('update')
      if (!former) return 'no_such_account'
      const wanted = wantedState(former, change)
      const isLast = administrators.length === 1 && administrators[0]?.id === id
      if (isLast && (wanted.role !== 'admin' || wanted.disabled)) return 'last_administrator'
      return { former, ...(await store(tx, former, wanted)) }
    }),
  )

type State = { role: Role; disabled: boolean }

const wantedState = ({ role, disabledAt }: Account, change: AccountChange): State => ({
  role: change.role ?? role,
  disabled: change.disabled ?? disabledAt !== null,
})

async function store(tx: Db, former: Account, { role, disabled }: State) {
  const disabledAt = disabled ? sql`coalesce(${account.disabledAt}, now())` : null
  const [changed] = await tx.update(account).set({ role, disabledAt }).where(eq(account.id, former.id)).returning()
  if (!changed) throw new Error('update of account returned no row')
  const reason = disabled ? 'disabled' : 'role'
  const isCut = disabled || role !== former.role
  return { account: changed, ended: isCut ? await endAccountSessions(tx, former.id, reason) : [] }
}
