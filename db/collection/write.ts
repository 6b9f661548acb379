import { type SQL, sql } from 'drizzle-orm'
import type { ItemFacts } from '#catalogue/collection/item'
import { type Db, rowsOf } from '#db/stores'

/** A place where an item is kept. */
export type ItemPlace = { accountId: string; collectionId: number }

/** Most items of one collection. */
export const MOST_ITEMS = 20_000

/** Runs `work` while nothing else changes the items of a collection; `undefined` if it is gone. */
export const whileHeld = <T>(db: Db, collectionId: number, work: (tx: Db) => Promise<T>): Promise<T | undefined> =>
  db.transaction(async (tx) => {
    const held = await rowsOf(tx, sql`select id from collection where id = ${collectionId} for update`)
    return held.length === 0 ? undefined : work(tx)
  })

/** Returns the number of items of a collection. */
export async function countItems(tx: Db, collectionId: number): Promise<number> {
  const [count] = await rowsOf<{ items: number }>(
    tx,
    sql`select count(*)::int as items from collection_item where collection_id = ${collectionId}`,
  )
  return count?.items ?? 0
}

/** Facts that a person sets, with the game if it is chosen or, by `null`, said to be in no catalogue. */
export type ItemEdit = Partial<ItemFacts> & { gameId?: string | null }

const COLUMNS: Record<keyof ItemFacts, SQL> = {
  status: sql`status`,
  rating: sql`rating`,
  playtimeMinutes: sql`playtime_minutes`,
  notes: sql`notes`,
  store: sql`store`,
}

const TYPES: Record<keyof ItemFacts, SQL> = {
  status: sql`text`,
  rating: sql`real`,
  playtimeMinutes: sql`integer`,
  notes: sql`text`,
  store: sql`text`,
}

/** Inserts an item that a person puts into a collection, and returns its id. */
export async function insertItem(
  tx: Db,
  { accountId, collectionId }: ItemPlace,
  { gameId, title, year, facts }: { gameId: string; title: string; year: number | null; facts: ItemFacts },
): Promise<string> {
  const id = Bun.randomUUIDv7()
  const { status, rating, playtimeMinutes, notes, store } = facts
  await tx.execute(sql`insert into collection_item
      (id, collection_id, account_id, game_id, title, year, status, rating, playtime_minutes, notes, store, edited)
    values (${id}::uuid, ${collectionId}, ${accountId}::uuid, ${gameId}::uuid, ${title}, ${year}::smallint, ${status},
      ${rating}::real, ${playtimeMinutes}::integer, ${notes}, ${store}, ${editedOf({ ...facts, gameId })})`)
  return id
}

const editedOf = (edit: ItemEdit): SQL =>
  sql`(select coalesce(array_agg(value), '{}') from jsonb_array_elements_text(${JSON.stringify(Object.keys(edit).filter((name) => edit[name as keyof ItemEdit] !== undefined))}::text::jsonb))` // safe: the keys of an edit

/** Changes an item by what a person sets. Imports leave the set fields alone from then on. */
export async function updateItem(tx: Db, id: string, { gameId, ...facts }: ItemEdit): Promise<void> {
  const set = Object.entries(facts).flatMap(([name, value]) => {
    const fact = name as keyof ItemFacts // safe: the members of an edit without the game
    return value === undefined ? [] : [sql`${COLUMNS[fact]} = ${value}::${TYPES[fact]}`]
  })
  const choice =
    gameId === undefined
      ? []
      : [sql`game_id = ${gameId}::uuid, dismissed_at = case when ${gameId}::uuid is null then now() end`]
  const edited = editedOf({ ...facts, ...(gameId !== undefined && { gameId: gameId ?? '' }) })
  await tx.execute(
    sql`update collection_item set ${sql.join(
      [
        ...set,
        ...choice,
        sql`edited = (select coalesce(array_agg(distinct name), '{}') from unnest(edited || ${edited}) name)`,
        sql`updated_at = now()`,
      ],
      sql`, `,
    )} where id = ${id}::uuid`,
  )
}

/** Deletes an item. */
export const deleteItem = (tx: Db, id: string) => tx.execute(sql`delete from collection_item where id = ${id}::uuid`)
