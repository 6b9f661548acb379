import { and, asc, eq, gt, isNotNull, isNull } from 'drizzle-orm'
import type { Db } from '#db/stores'
import { account, type Role } from './table'

/** An account as it is stored. */
export type Account = typeof account.$inferSelect

/** Returns the account with this id. */
export async function findAccount(db: Db, id: string): Promise<Account | undefined> {
  const [found] = await db.select().from(account).where(eq(account.id, id))
  return found
}

/** Returns the account of a normalised address. */
export async function findAccountOf(db: Db, email: string): Promise<Account | undefined> {
  const [found] = await db.select().from(account).where(eq(account.email, email))
  return found
}

/** Inserts an account and returns it; `undefined` if its address has one already. */
export async function insertAccount(
  db: Db,
  values: { email: string; passwordHash: string; role: Role },
): Promise<Account | undefined> {
  const [made] = await db
    .insert(account)
    .values({ id: Bun.randomUUIDv7(), ...values })
    .onConflictDoNothing()
    .returning()
  return made
}

/** Filters of accounts; an absent one passes every account. */
export type AccountFilters = { role?: Role | undefined; isDisabled?: boolean | undefined; email?: string | undefined }

/** Returns at most `limit` accounts after an address that pass the filters, by address. */
export const pageOfAccounts = (
  db: Db,
  { role, isDisabled, email }: AccountFilters,
  after: string | undefined,
  limit: number,
): Promise<Account[]> =>
  db
    .select()
    .from(account)
    .where(
      and(
        role === undefined ? undefined : eq(account.role, role),
        isDisabled === undefined ? undefined : (isDisabled ? isNotNull : isNull)(account.disabledAt),
        email === undefined ? undefined : eq(account.email, email),
        after === undefined ? undefined : gt(account.email, after),
      ),
    )
    .orderBy(asc(account.email))
    .limit(limit)

/** Replaces a password hash by one of the same password, made in today's way. Returns false if it has changed meanwhile. */
export async function replaceHash(db: Db, id: string, former: string, passwordHash: string): Promise<boolean> {
  const changed = await db
    .update(account)
    .set({ passwordHash })
    .where(and(eq(account.id, id), eq(account.passwordHash, former)))
    .returning({ id: account.id })
  return changed.length > 0
}
