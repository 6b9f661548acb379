import { sql } from 'drizzle-orm'
import { searchTextOf } from '#catalogue/search/search-text'
import { type Db, rowsOf } from '#db/stores'
import { gramsColumn } from './grams'

const GAMES_PER_BATCH = 500

type Row = { id: string; title: string; alternativeNames: string[] }

/**
 * Makes the grams of the games that a migration left without, 500 in a transaction, and returns their number. Idempotent; writes nothing
 * if every game has them. Ends early once `signal` is aborted.
 *
 * Games that another transaction is writing are left to it.
 */
export async function refreshGrams(db: Db, signal?: AbortSignal): Promise<number> {
  const [due] = await rowsOf<{ any: boolean }>(
    db,
    sql`select exists (select from game_search where grams is null) as any`,
  )
  let refreshed = 0
  for (let batch = due?.any ? 1 : 0; batch > 0 && !signal?.aborted; refreshed += batch)
    batch = await db.transaction(refreshBatch)
  return refreshed
}

/** Locks the games, so that no names are written between reading the old ones and storing their grams. */
async function refreshBatch(tx: Db): Promise<number> {
  const rows = await rowsOf<Row>(
    tx,
    sql`select game.id, game.title, to_json(game.alternative_names) as "alternativeNames"
      from game_search join game on game.id = game_search.game_id where game_search.grams is null
      order by game.id limit ${GAMES_PER_BATCH} for share of game skip locked`,
  )
  const made = rows.map(({ id, ...names }) => ({ game_id: id, grams: gramsColumn(searchTextOf(names)) }))
  await tx.execute(sql`update game_search set grams = made.grams
    from jsonb_to_recordset(${JSON.stringify(made)}::text::jsonb) as made (game_id uuid, grams text)
    where game_search.game_id = made.game_id`)
  return rows.length
}
