import { type SQL, sql } from 'drizzle-orm'
import type { ItemFacts, ItemStatus } from '#catalogue/collection/item'
import { isoTime } from '#db/postgres/iso-time'
import { type Db, rowsOf } from '#db/stores'
import { LIVE_GAME } from './live-game'

/** An item: the facts and the stated title, and the live game that it is about. */
export type ItemRow = ItemFacts & {
  id: string
  title: string
  year: number | null
  platform: string | null
  ids: Record<string, string>
  gameId: string | null
  dismissed: boolean
  addedAt: string
  updatedAt: string
  /** Value that the items are sorted by. */
  place: string | number
}

/** Orders of items; one with `-` is descending. */
export const ITEM_SORTS = ['title', '-added', '-rating', '-playtime'] as const
export type ItemSort = (typeof ITEM_SORTS)[number]

/** Filter of items. `lists`: numbers of lists of games, as for a platform. `isOpen`: without a game, and not dismissed. */
export type ItemFilter = {
  statuses?: readonly ItemStatus[] | undefined
  lists?: readonly number[] | undefined
  title?: string | undefined
  isOpen?: boolean
}

/** A page of a collection: at most `limit` items after the place and id of the last one. */
export type ItemPage = {
  filter: ItemFilter
  sort: ItemSort
  after: readonly [place: string | number, id: string] | undefined
  limit: number
}

/** Value of each order. Unrated and unplayed items come last. */
const PLACES: Record<ItemSort, { of: SQL; type: SQL; isDescending: boolean }> = {
  title: { of: sql`coalesce(live.sort_title, lower(i.title)) collate "C"`, type: sql`text`, isDescending: false },
  '-added': { of: sql`(extract(epoch from i.added_at) * 1000000)::float8`, type: sql`float8`, isDescending: true },
  '-rating': { of: sql`coalesce(i.rating::float8, -1)`, type: sql`float8`, isDescending: true },
  '-playtime': { of: sql`coalesce(i.playtime_minutes::float8, -1)`, type: sql`float8`, isDescending: true },
}

const columns = (place: SQL): SQL => sql`i.id, i.title, i.year::int as year, i.platform, i.ids, i.status,
  i.rating::text::float8 as rating, i.playtime_minutes as "playtimeMinutes", i.notes, i.store, live.id as "gameId",
  i.dismissed_at is not null as dismissed, ${isoTime(sql`i.added_at`)} as "addedAt",
  ${isoTime(sql`i.updated_at`)} as "updatedAt", ${place} as place`

/** Items of a collection with the game that was chosen, and the live one that it leads to. */
const itemsIn = (collectionId: number): SQL => sql`from (
    select item.*, ${LIVE_GAME} as live_id
    from collection_item item left join game g on g.id = item.game_id where item.collection_id = ${collectionId}
  ) i left join game live on live.id = i.live_id`

/** Returns a page of the items of a collection. */
export function pageOfItems(
  db: Db,
  collectionId: number,
  { filter, sort, after, limit }: ItemPage,
): Promise<ItemRow[]> {
  const { of, type, isDescending } = PLACES[sort]
  const beyond = isDescending ? sql`<` : sql`>`
  const order = isDescending ? sql`desc` : sql`asc`
  const conditions = [
    ...conditionsOf(filter),
    ...(after ? [sql`(${of}, i.id) ${beyond} (${after[0]}::${type}, ${after[1]}::uuid)`] : []),
  ]
  const where = conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``
  return rowsOf(
    db,
    sql`select ${columns(of)} ${itemsIn(collectionId)} ${where} order by ${of} ${order}, i.id ${order} limit ${limit}`,
  )
}

function conditionsOf({ statuses, lists, title, isOpen }: ItemFilter): SQL[] {
  return [
    ...(statuses
      ? [sql`i.status in (select jsonb_array_elements_text(${JSON.stringify(statuses)}::text::jsonb))`]
      : []),
    ...(lists
      ? [
          sql`live.lists && (select coalesce(array_agg(value::integer), '{}') from jsonb_array_elements_text(${JSON.stringify(lists)}::text::jsonb))`,
        ]
      : []),
    ...(title === undefined
      ? []
      : [sql`(position(lower(${title}) in lower(i.title)) > 0 or position(lower(${title}) in lower(live.title)) > 0)`]),
    ...(isOpen ? [sql`i.game_id is null and i.dismissed_at is null`] : []),
  ]
}

/** Returns the items of a collection that have this id, or are about this live game: several, if their games were merged. */
export const findItems = (
  db: Db,
  collectionId: number,
  { item, game }: { item?: string; game?: string },
): Promise<ItemRow[]> =>
  rowsOf(
    db,
    sql`select ${columns(sql`''`)} ${itemsIn(collectionId)}
      where ${item === undefined ? sql`i.live_id = ${game ?? null}::uuid` : sql`i.id = ${item}::uuid`} order by i.id`,
  )

/** Returns up to `limit` items of a collection after an id, by id. */
export const listItemsAfter = (
  db: Db,
  collectionId: number,
  after: string | undefined,
  limit: number,
): Promise<ItemRow[]> =>
  rowsOf(
    db,
    sql`select ${columns(sql`''`)} ${itemsIn(collectionId)}
      ${after === undefined ? sql`` : sql`where i.id > ${after}::uuid`} order by i.id limit ${limit}`,
  )
