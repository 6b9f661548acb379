import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'

/** Ids per statement. The embedded store blocks the event loop for as long as a statement takes. */
const BATCH = 250

/**
 * SQL for the live game of an item: `g` is the game that was chosen, `g.merged_into` the one it was merged into. Follows up to 99
 * merges, and looks for them only where there is one.
 */
export const LIVE_GAME = sql`case when g.merged_into is null then g.id else (
  with recursive line as (
    select next.id, next.merged_into, 1 as step from game next where next.id = g.merged_into
    union all
    select next.id, next.merged_into, line.step + 1 from game next join line on next.id = line.merged_into
    where line.step < 100
  ) select line.id from line where line.merged_into is null
) end`

/** Returns the live game of each of these games that there is, also after merges. */
export async function findLiveGameIds(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const live = new Map<string, string>()
  for (let at = 0; at < ids.length; at += BATCH)
    for (const [id, to] of await liveOf(db, ids.slice(at, at + BATCH))) live.set(id, to)
  return live
}

async function liveOf(db: Db, ids: readonly string[]): Promise<[id: string, live: string][]> {
  const rows = await rowsOf<{ id: string; live: string | null }>(
    db,
    sql`select g.id::text as id, ${LIVE_GAME}::text as live from game g
      where g.id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb))`,
  )
  return rows.flatMap(({ id, live }): [string, string][] => (live === null ? [] : [[id, live]]))
}
