import { and, desc, eq, sql } from 'drizzle-orm'
import { account, type Role } from '#db/account/table'
import type { Db } from '#db/stores'
import { apiKey } from './table'

/** An API key as it is stored. */
export type ApiKey = typeof apiKey.$inferSelect

/** A key with the role of its account, to check a request with it. */
export type UsableKey = Pick<ApiKey, 'id' | 'accountId' | 'hash' | 'scope'> & { role: Role; isUsedThisHour: boolean }

/** Returns a key that has not expired, and whose account is not disabled. */
export async function findUsableKey(db: Db, id: string): Promise<UsableKey | undefined> {
  const [found] = await db
    .select({
      id: apiKey.id,
      accountId: apiKey.accountId,
      hash: apiKey.hash,
      scope: apiKey.scope,
      role: account.role,
      isUsedThisHour: sql<boolean>`coalesce(${apiKey.usedAt} >= date_trunc('hour', now()), false)`,
    })
    .from(apiKey)
    .innerJoin(account, eq(account.id, apiKey.accountId))
    .where(sql`${apiKey.id} = ${id} and ${apiKey.expiresAt} > now() and ${account.disabledAt} is null`)
  return found
}

/** Stores that a key was used in this hour. */
export async function noteKeyUse(db: Db, id: string): Promise<void> {
  await db.update(apiKey).set({ usedAt: sql`date_trunc('hour', now())` }).where(eq(apiKey.id, id))
}

/** Returns the keys of an account, expired ones included, newest first. */
export const listKeys = (db: Db, accountId: string): Promise<ApiKey[]> =>
  db.select().from(apiKey).where(eq(apiKey.accountId, accountId)).orderBy(desc(apiKey.createdAt), desc(apiKey.id))

/** A key to store; `days` is its validity. */
export type NewKey = Pick<ApiKey, 'id' | 'accountId' | 'name' | 'hash' | 'scope'> & { days: number }

/** Stores a key unless the account has `most` keys already; returns it, or `undefined` then. */
export const insertKey = (db: Db, { days, ...key }: NewKey, most: number): Promise<ApiKey | undefined> =>
  db.transaction(async (tx) => {
    await tx.select({ id: account.id }).from(account).where(eq(account.id, key.accountId)).for('update')
    if ((await tx.$count(apiKey, eq(apiKey.accountId, key.accountId))) >= most) return undefined
    const expiresAt = sql`now() + interval '1 day' * ${days}::int`
    const [made] = await tx
      .insert(apiKey)
      .values({ ...key, expiresAt })
      .returning()
    return made
  })

/** Deletes a key of an account. Returns false if the account has no such key. */
export async function deleteKey(db: Db, id: string, accountId: string): Promise<boolean> {
  const gone = await db
    .delete(apiKey)
    .where(and(eq(apiKey.id, id), eq(apiKey.accountId, accountId)))
    .returning({ id: apiKey.id })
  return gone.length > 0
}
