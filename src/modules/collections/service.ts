import { BUILT_IN, collectionKey, isBuiltIn } from '#catalogue/collection/item'
import {
  type Collection,
  deleteCollection,
  ensureCollection,
  findCollection,
  insertCollection,
  listCollections,
  renameCollection,
} from '#db/collection/queries'
import type { Db } from '#db/stores'
import type { CollectionShape } from './model'

/** Most collections of one account besides those that every account has. */
const MOST_COLLECTIONS = 100

/** Returns the collections of an account: those that every account has, then its own by name. */
export async function listOwnCollections(db: Db, accountId: string): Promise<CollectionShape[]> {
  const made = new Map((await listCollections(db, accountId)).map((each) => [collectionKey(each.name), each]))
  const builtIn = BUILT_IN.map((name) => ({ items: 0, unmatched: 0, ...made.get(name), name, builtIn: true }))
  const named = [...made].filter(([key]) => !isBuiltIn(key)).map(([, each]) => ({ ...each, builtIn: false }))
  return [...builtIn, ...named]
}

/** Returns a collection of an account; one that every account has is there before its first item. */
export async function ownCollection(
  db: Db,
  accountId: string,
  name: string,
): Promise<Collection | 'empty' | undefined> {
  const found = await findCollection(db, accountId, name)
  return found ?? (isBuiltIn(collectionKey(name)) ? 'empty' : undefined)
}

/** Returns a collection of an account to write to; one that every account has is made if it is missing. */
export const writableCollection = async (db: Db, accountId: string, name: string): Promise<Collection | undefined> =>
  isBuiltIn(collectionKey(name))
    ? ensureCollection(db, accountId, collectionKey(name))
    : findCollection(db, accountId, name)

/** Makes a collection of an account. */
export const createCollection = async (db: Db, accountId: string, name: string): Promise<'made' | 'taken' | 'full'> =>
  isBuiltIn(collectionKey(name)) ? 'taken' : insertCollection(db, accountId, name, MOST_COLLECTIONS + BUILT_IN.length)

/** Renames a collection of an account. */
export async function renameOwn(
  db: Db,
  accountId: string,
  from: string,
  to: string,
): Promise<'renamed' | 'taken' | 'missing' | 'built_in'> {
  if (isBuiltIn(collectionKey(from))) return 'built_in'
  return isBuiltIn(collectionKey(to)) ? 'taken' : renameCollection(db, accountId, from, to)
}

/** Deletes a collection with its items and returns their number; one that every account has is emptied. */
export async function deleteOwn(db: Db, accountId: string, name: string): Promise<number | undefined> {
  const items = await deleteCollection(db, accountId, name)
  return items ?? (isBuiltIn(collectionKey(name)) ? 0 : undefined)
}
