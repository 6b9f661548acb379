import { sql } from 'drizzle-orm'
import { plainRows, statement } from '#db/postgres/statement'
import type { Db } from '#db/stores'
import { SUMMARY_COLUMNS } from './queries'
import { game } from './table'

/** Returns the games of these ids, in no particular order; ids that no game has are left out. */
export function findSummaries(db: Db, ids: readonly string[]) {
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
