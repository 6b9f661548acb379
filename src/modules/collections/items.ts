import { type ItemFacts, NO_FACTS, roundedRating } from '#catalogue/collection/item'
import { findItems, type ItemRow, listItemsAfter, pageOfItems } from '#db/collection/items'
import type { Collection } from '#db/collection/queries'
import {
  countItems,
  deleteItem,
  type ItemEdit,
  insertItem,
  MOST_ITEMS,
  updateItem,
  whileHeld,
} from '#db/collection/write'
import { isGameId, resolveRedirect } from '#db/game/redirect'
import { findSummaries } from '#db/game/summaries'
import type { Db } from '#db/stores'
import { nextTurn } from '#lib/turn'
import type { Dependencies } from '#src/dependencies'
import { cursorScope, isForeignCursor, readPage } from '#src/http/page'
import { listed } from '#src/wire/fields'
import { type FilterRefusal, isFilterRefusal, resolveFilters } from '#src/wire/filter-resolution'
import { type GameSummary, toSummary } from '#src/wire/game-summary'
import type { ItemBody, ItemPatch, ItemQuery, ItemShape } from './model'

type Reading = Pick<Dependencies, 'stores' | 'slugCache'>

/** Returns items with the summaries of their games. */
export async function toItems({ stores, slugCache }: Reading, rows: readonly ItemRow[]): Promise<ItemShape[]> {
  const ids = new Set(rows.flatMap(({ gameId }) => gameId ?? []))
  const found = await findSummaries(stores.db, [...ids])
  const words = await slugCache.slugsFor(found)
  const games = new Map(found.map((row): [string, GameSummary] => [row.id, toSummary(row, words)]))
  return rows.map(({ gameId, ids: _, place: __, ...item }) => ({
    ...item,
    game: (gameId === null ? undefined : games.get(gameId)) ?? null,
  }))
}

type Page = { items: ItemShape[]; next: string | null }

/** Returns one page of the items of a collection, or the refusal of its cursor or filters. */
export async function listItemPage(
  dependencies: Dependencies,
  found: Collection | 'empty',
  query: ItemQuery,
): Promise<Page | 'bad_cursor' | FilterRefusal> {
  const { stores, cursors, filterWords } = dependencies
  const { status, platform, title, sort = 'title' } = query
  const scope = cursorScope(`collection ${found === 'empty' ? '' : found.id}`, { ...query, sort })
  const asked = platform === undefined ? {} : { platform }
  const resolved = await resolveFilters(filterWords, asked)
  if (isFilterRefusal(resolved)) return isForeignCursor(cursors, scope, query) ? 'bad_cursor' : resolved
  const lists =
    platform === undefined ? undefined : resolved.found.flatMap(({ words }) => words.map(({ list }) => list))
  const statuses = listed(status) as ItemRow['status'][] | undefined // safe: the schema of the query lists the statuses
  const filter = { statuses: statuses?.flatMap((each) => each ?? []), lists, title }
  const page = await readPage(cursors, query, {
    scope,
    rowsAfter: async (after, limit) =>
      found === 'empty' ? [] : pageOfItems(stores.db, found.id, { filter, sort, after: placeIn(after), limit }),
    positionOf: ({ place, id }) => [place, id],
  })
  return page === 'bad_cursor' ? page : { ...page, items: await toItems(dependencies, page.items) }
}

/** Returns the place and the id of a cursor. */
export const placeIn = (
  position: readonly (string | number | null)[] | undefined,
): readonly [place: string | number, id: string] | undefined => position && [position[0] ?? '', String(position[1])]

/** Outcome of finding an item: several have the game, if games were merged. */
export type FoundItem = ItemRow | 'ambiguous' | undefined

/** Returns the item with an id, or about the game with a slug or id. */
export async function findItem(db: Db, { id }: Collection, item: string): Promise<FoundItem> {
  if (isGameId(item)) {
    const [own] = await findItems(db, id, { item })
    if (own) return own
  }
  const live = await resolveRedirect(db, item)
  if (!live) return undefined
  const [first, second] = await findItems(db, id, { game: live.id })
  return second ? 'ambiguous' : first
}

/** Outcome of a change of an item, whose row it is if it was made. */
export type ItemOutcome = ItemRow | 'ambiguous' | 'no_such_game' | 'no_such_item' | 'collected' | 'full' | 'gone'

/** Puts a game into a collection, or sets all facts of its item. */
export const putItem = async (
  db: Db,
  place: { accountId: string; found: Collection },
  item: string,
  body: ItemBody,
): Promise<ItemOutcome> => {
  const { accountId, found } = place
  const facts: ItemFacts = { ...NO_FACTS, ...storedFacts(body) }
  const outcome = await whileHeld(db, found.id, async (tx): Promise<ItemOutcome> => {
    const known = await findItem(tx, found, item)
    if (known === 'ambiguous') return known
    if (known) return edited(tx, found, known.id, facts)
    const live = await resolveRedirect(tx, item)
    const [game] = live ? await findSummaries(tx, [live.id]) : []
    if (!game) return 'no_such_game'
    if ((await countItems(tx, found.id)) >= MOST_ITEMS) return 'full'
    const { title, year } = game
    const id = await insertItem(tx, { accountId, collectionId: found.id }, { gameId: game.id, title, year, facts })
    return itemOf(tx, found, id)
  })
  return outcome ?? 'gone'
}

/** Returns facts as they are stored: a rating has one decimal, and an empty text is none. */
const storedFacts = <Facts extends Partial<ItemFacts>>(facts: Facts): Facts => ({
  ...facts,
  ...(typeof facts.rating === 'number' && { rating: roundedRating(facts.rating) }),
  ...(facts.notes === '' && { notes: null }),
  ...(facts.store === '' && { store: null }),
})

/** Changes some facts of an item, and the game that it is about. */
export const patchItem = async (
  db: Db,
  found: Collection,
  item: string,
  { game, ...stated }: ItemPatch,
): Promise<ItemOutcome> => {
  const facts = storedFacts(stated)
  const outcome = await whileHeld(db, found.id, async (tx): Promise<ItemOutcome> => {
    const known = await findItem(tx, found, item)
    if (known === 'ambiguous') return known
    if (!known) return 'no_such_item'
    const chosen = await chooseGame(tx, found, known, game)
    return typeof chosen === 'string' ? chosen : edited(tx, found, known.id, { ...facts, ...chosen })
  })
  return outcome ?? 'gone'
}

/** Returns the game that an item is to be about; nothing if it stays the same. A game has one item that a person chooses it for. */
async function chooseGame(
  tx: Db,
  found: Collection,
  known: ItemRow,
  game: string | null | undefined,
): Promise<Pick<ItemEdit, 'gameId'> | 'no_such_game' | 'collected'> {
  if (game === undefined) return {}
  if (game === null) return { gameId: null }
  const live = await resolveRedirect(tx, game)
  if (!live) return 'no_such_game'
  const others = live.id === known.gameId ? [] : await findItems(tx, found.id, { game: live.id })
  return others.length > 0 ? 'collected' : { gameId: live.id }
}

/** Deletes an item; returns its id. */
export const removeItem = async (
  db: Db,
  found: Collection,
  item: string,
): Promise<{ id: string } | 'ambiguous' | 'no_such_item'> => {
  const outcome = await whileHeld(db, found.id, async (tx) => {
    const known = await findItem(tx, found, item)
    if (known === 'ambiguous') return known
    if (!known) return 'no_such_item' as const
    await deleteItem(tx, known.id)
    return { id: known.id }
  })
  return outcome ?? 'no_such_item'
}

async function edited(tx: Db, found: Collection, id: string, edit: ItemEdit): Promise<ItemOutcome> {
  await updateItem(tx, id, edit)
  return itemOf(tx, found, id)
}

async function itemOf(tx: Db, { id: collection }: Collection, id: string): Promise<ItemOutcome> {
  const [row] = await findItems(tx, collection, { item: id })
  return row ?? 'gone'
}

/** Yields all items of a collection, some hundred at a time. */
export async function* allItems(db: Db, { id }: Collection): AsyncGenerator<ItemRow[]> {
  for (let after: string | undefined; ; ) {
    const rows = await listItemsAfter(db, id, after, PIECE)
    if (rows.length > 0) yield rows
    if (rows.length < PIECE) return
    after = rows.at(-1)?.id
    await nextTurn()
  }
}

const PIECE = 250
