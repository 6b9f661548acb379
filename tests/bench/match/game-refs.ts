import { sql } from 'drizzle-orm'
import { refName } from '#catalogue/match/rules'
import type { RecordRef } from '#catalogue/record-ref'
import { REF } from '#db/record/ref'
import { type Db, rowsOf } from '#db/stores'

/** Returns the id of the game of each record, by the name of its ref. */
export async function gamesByRef(db: Db): Promise<Map<string, string>> {
  const rows = await rowsOf<{ ref: RecordRef; game: string }>(
    db,
    sql`select ${REF} as ref, l.game_id as game
      from match_link l join source_record r on r.id = l.record_id join source s on s.id = r.source_id`,
  )
  return new Map(rows.map(({ ref, game }) => [refName(ref), game]))
}
