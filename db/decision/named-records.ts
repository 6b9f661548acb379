import { sql } from 'drizzle-orm'
import { refName } from '#catalogue/match/rules'
import type { RecordRef } from '#catalogue/record-ref'
import { recordset } from '#db/postgres/recordset'
import { type Db, rowsOf } from '#db/stores'

/** A record with the title that it states, `null` if it is not in the archive, and the slug of its game, `null` if it is in none. */
export type NamedRecord = RecordRef & { title: string | null; game: string | null }

/** Records per statement. The embedded store blocks the event loop for as long as a statement takes. */
const BATCH = 500

/** Returns these records as the catalogue has them now, each once. Sends a statement for every 500. */
export async function listNamedRecords(db: Db, refs: readonly RecordRef[]): Promise<NamedRecord[]> {
  const distinct = [...new Map(refs.map((ref) => [refName(ref), ref])).values()]
  const named: NamedRecord[] = []
  for (let at = 0; at < distinct.length; at += BATCH)
    named.push(...(await namedRecords(db, distinct.slice(at, at + BATCH))))
  return named
}

const namedRecords = (db: Db, refs: readonly RecordRef[]): Promise<NamedRecord[]> =>
  rowsOf<NamedRecord>(
    db,
    sql`select r.source, r.dataset, r.key, found.fields ->> 'title' as title, g.slug as game
      from ${recordset(refs, { source: 'text', dataset: 'text', key: 'text' })}
      left join source s on s.slug = r.source
      left join source_record found on found.source_id = s.id and found.dataset = r.dataset and found.source_key = r.key
      left join match_link l on l.record_id = found.id left join game g on g.id = l.game_id`,
  )
