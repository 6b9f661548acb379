import { sql } from 'drizzle-orm'
import type { ImportChange, NewItem } from '#catalogue/collection/plan-import'
import type { KnownItem } from '#catalogue/collection/planned-items'
import { type StatedGame, statedKey } from '#catalogue/collection/stated-key'
import { columnNames, recordset } from '#db/postgres/recordset'
import { type Db, rowsOf } from '#db/stores'
import { nextTurn } from '#lib/turn'
import { LIVE_GAME } from './live-game'
import type { ItemPlace } from './write'

/** Items per statement. The embedded store blocks the event loop for as long as a statement takes. */
const BATCH = 250

/** Returns what an import has to know about the items of a collection, in the order in which they were added. */
export async function listKnownItems(db: Db, collectionId: number): Promise<KnownItem[]> {
  const all: KnownItem[] = []
  for (let after: string | undefined; ; ) {
    const rows: StoredItem[] = await knownAfter(db, collectionId, after)
    all.push(...rows.map(knownItem))
    after = rows.at(-1)?.id
    await nextTurn()
    if (rows.length < BATCH) return all
  }
}

type StoredItem = Omit<KnownItem, 'statedKey'> & StatedGame

const knownItem = ({ title, year, platform, ids, ...item }: StoredItem): KnownItem => ({
  ...item,
  statedKey: statedKey({ title, year, platform, ids }),
})

const knownAfter = (db: Db, collectionId: number, after: string | undefined): Promise<StoredItem[]> =>
  rowsOf(
    db,
    sql`select i.id, i.title, i.year::int as year, i.platform, i.ids, i.import_key::text as "importKey", ${LIVE_GAME} as "gameId", i.edited,
        i.dismissed_at is not null as "isDismissed", i.status, i.rating::text::float8 as rating,
        i.playtime_minutes as "playtimeMinutes", i.notes, i.store
      from collection_item i left join game g on g.id = i.game_id
      where i.collection_id = ${collectionId} ${after === undefined ? sql`` : sql`and i.id > ${after}::uuid`}
      order by i.id limit ${BATCH}`,
  )

const FACT_COLUMNS = {
  status: 'text',
  rating: 'real',
  playtime_minutes: 'integer',
  notes: 'text',
  store: 'text',
  import_key: 'bigint',
}

const STATED_COLUMNS = {
  id: 'uuid',
  game_id: 'uuid',
  title: 'text',
  year: 'smallint',
  platform: 'text',
  ids: 'jsonb',
  added_at: 'timestamptz',
  is_dismissed: 'boolean',
  ...FACT_COLUMNS,
}

const factsOf = ({
  status,
  rating,
  playtimeMinutes,
  notes,
  store,
}: Pick<NewItem, 'status' | 'rating' | 'playtimeMinutes' | 'notes' | 'store'>) => ({
  status,
  rating,
  playtime_minutes: playtimeMinutes,
  notes,
  store,
})

/** Inserts the new items of an import. A game that is gone meanwhile is left out of its item. */
export async function insertImported(tx: Db, place: ItemPlace, items: readonly NewItem[]): Promise<void> {
  for (let at = 0; at < items.length; at += BATCH) {
    const rows = items.slice(at, at + BATCH).map((item) => ({
      id: item.id,
      game_id: item.gameId,
      title: item.title,
      year: item.year,
      platform: item.platform,
      ids: item.ids,
      added_at: item.addedAt,
      is_dismissed: item.isDismissed,
      import_key: item.importKey,
      ...factsOf(item),
    }))
    const { game_id: _, added_at: __, is_dismissed: ___, ...plain } = STATED_COLUMNS
    await tx.execute(sql`insert into collection_item (collection_id, account_id, game_id, added_at, dismissed_at,
        ${columnNames(plain)})
      select ${place.collectionId}, ${place.accountId}::uuid, (select game.id from game where game.id = r.game_id),
        coalesce(r.added_at, now()), case when r.is_dismissed then now() end, ${columnNames(plain)} from ${recordset(rows, STATED_COLUMNS)}`)
    await nextTurn()
  }
}

/** Updates the items that an import changes: each fact and the game are set to their new values. */
export async function updateImported(tx: Db, changes: readonly ImportChange[]): Promise<void> {
  for (let at = 0; at < changes.length; at += BATCH) {
    const rows = changes.slice(at, at + BATCH).map((item) => ({
      id: item.id,
      link_to: item.linkTo,
      import_key: item.importKey,
      is_dismissed: item.isDismissed,
      ...factsOf(item),
    }))
    await tx.execute(sql`update collection_item i set status = r.status, rating = r.rating,
        playtime_minutes = r.playtime_minutes, notes = r.notes, store = r.store,
        import_key = coalesce(i.import_key, r.import_key),
        dismissed_at = case when r.is_dismissed then coalesce(i.dismissed_at, now()) else i.dismissed_at end,
        game_id = coalesce(i.game_id, (select game.id from game where game.id = r.link_to)), updated_at = now()
      from ${recordset(rows, { id: 'uuid', link_to: 'uuid', is_dismissed: 'boolean', ...FACT_COLUMNS })} where i.id = r.id`)
    await nextTurn()
  }
}
