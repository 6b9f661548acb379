import { sql } from 'drizzle-orm'
import { collectionKey } from '#catalogue/collection/item'
import { type Db, rowsOf } from '#db/stores'

/** A collection of an account. */
export type Collection = { id: number; name: string }

/** A collection with the number of its items, and of those that have no game and were not dismissed. */
export type CountedCollection = { name: string; items: number; unmatched: number }

/** Returns the collections of an account that have been made, by name, with their counts. */
export const listCollections = (db: Db, accountId: string): Promise<CountedCollection[]> =>
  rowsOf(
    db,
    sql`select c.name, count(i.id)::int as items,
        count(i.id) filter (where i.game_id is null and i.dismissed_at is null)::int as unmatched
      from collection c left join collection_item i on i.collection_id = c.id
      where c.account_id = ${accountId}::uuid group by c.id order by c.name_key collate "C"`,
  )

/** Returns a collection of an account by its name, in any case of letters. */
export async function findCollection(db: Db, accountId: string, name: string): Promise<Collection | undefined> {
  const [found] = await rowsOf<Collection>(
    db,
    sql`select id::float8 as id, name from collection where account_id = ${accountId}::uuid and name_key = ${collectionKey(name)}`,
  )
  return found
}

/** Returns a collection of an account, which is made if it is missing. */
export async function ensureCollection(db: Db, accountId: string, name: string): Promise<Collection> {
  await db.execute(sql`insert into collection (account_id, name, name_key)
    values (${accountId}::uuid, ${name}, ${collectionKey(name)}) on conflict (account_id, name_key) do nothing`)
  const made = await findCollection(db, accountId, name)
  if (!made) throw new Error('A collection that was just made is gone.')
  return made
}

/** Makes a collection; `taken` if the account has one of this name, `full` if it has `most` already. */
export const insertCollection = (
  db: Db,
  accountId: string,
  name: string,
  most: number,
): Promise<'made' | 'taken' | 'full'> =>
  db.transaction(async (tx) => {
    await lockAccount(tx, accountId)
    if (await findCollection(tx, accountId, name)) return 'taken'
    const [count] = await rowsOf<{ made: number }>(
      tx,
      sql`select count(*)::int as made from collection where account_id = ${accountId}::uuid`,
    )
    if ((count?.made ?? 0) >= most) return 'full'
    await tx.execute(
      sql`insert into collection (account_id, name, name_key) values (${accountId}::uuid, ${name}, ${collectionKey(name)})`,
    )
    return 'made'
  })

/** Renames a collection; `taken` if the account has another one of this name. */
export const renameCollection = (
  db: Db,
  accountId: string,
  from: string,
  to: string,
): Promise<'renamed' | 'taken' | 'missing'> =>
  db.transaction(async (tx) => {
    await lockAccount(tx, accountId)
    const [own, other] = [await findCollection(tx, accountId, from), await findCollection(tx, accountId, to)]
    if (!own) return 'missing'
    if (other && other.id !== own.id) return 'taken'
    await tx.execute(sql`update collection set name = ${to}, name_key = ${collectionKey(to)} where id = ${own.id}`)
    return 'renamed'
  })

/** Deletes a collection with its items, and returns their number; `undefined` if there is none of this name. */
export const deleteCollection = (db: Db, accountId: string, name: string): Promise<number | undefined> =>
  db.transaction(async (tx) => {
    const found = await findCollection(tx, accountId, name)
    if (!found) return undefined
    await tx.execute(sql`select id from collection where id = ${found.id} for update`)
    const [gone] = await rowsOf<{ items: number }>(
      tx,
      sql`with gone as (delete from collection_item where collection_id = ${found.id} returning 1)
        select count(*)::int as items from gone`,
    )
    await tx.execute(sql`delete from collection where id = ${found.id}`)
    return gone?.items ?? 0
  })

const lockAccount = (tx: Db, accountId: string) =>
  tx.execute(sql`select id from account where id = ${accountId}::uuid for update`)
