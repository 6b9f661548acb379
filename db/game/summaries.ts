import { sql } from 'drizzle-orm'
import { plainRows, statement } from '#db/postgres/statement'
import type { Db } from '#db/stores'
import { SUMMARY_COLUMNS } from './queries'
import { game } from './table'

/** Ids per statement. The embedded store blocks the event loop for as long as a statement takes. */
const BATCH = 200

/** A game in brief. */
export type SummaryRow = Awaited<ReturnType<typeof summariesOf>>[number]

/** Returns the games of these ids, in no particular order; ids that no game has are left out. Sends a statement for every 200 ids. */
export async function findSummaries(db: Db, ids: readonly string[]): Promise<SummaryRow[]> {
  const rows: SummaryRow[] = []
  for (let at = 0; at < ids.length; at += BATCH) rows.push(...(await summariesOf(db, ids.slice(at, at + BATCH))))
  return rows
}

function summariesOf(db: Db, ids: readonly string[]) {
  const prepared = statement(db, 'game_summaries', (name) =>
    db
      .select(SUMMARY_COLUMNS)
      .from(game)
      .where(
        sql`${game.id} in (select value::uuid from jsonb_array_elements_text(${sql.placeholder('ids')}::text::jsonb))`,
      )
      .prepare(name),
  )
  return plainRows(prepared, { ids: JSON.stringify(ids) })
}
