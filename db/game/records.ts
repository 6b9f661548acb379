import { sql } from 'drizzle-orm'
import type { Evidence } from '#catalogue/match/evidence'
import type { CatalogueRecord } from '#catalogue/record'
import type { RecordRef } from '#catalogue/record-ref'
import { isoTime } from '#db/postgres/iso-time'
import { type Db, rowsOf } from '#db/stores'

/**
 * A record of a game with the score in bits and the evidence of its link. `removedAt` is when a run found that the source no
 * longer has the record (ISO 8601, UTC), else `null`.
 */
export type GameRecord = RecordRef & { id: number; score: number; evidence: Evidence[]; removedAt: string | null }

/** Returns the records of a game in the order in which they were first archived. */
export const listGameRecords = (db: Db, gameId: string): Promise<GameRecord[]> =>
  rowsOf<GameRecord>(
    db,
    sql`select r.id::float8 as id, s.slug as source, r.dataset, r.source_key as key, l.score, l.evidence,
        ${isoTime(sql`r.removed_at`)} as "removedAt"
      from match_link l join source_record r on r.id = l.record_id join source s on s.id = r.source_id
      where l.game_id = ${gameId}::uuid order by r.id`,
  )

/** The values that a record states, and the licence of its source. */
export type RecordValues = { id: number; values: CatalogueRecord; licence: string }

/** Returns the values of the records of a game, in the order of `listGameRecords`. */
export const listRecordValues = (db: Db, gameId: string): Promise<RecordValues[]> =>
  rowsOf<RecordValues>(
    db,
    sql`select r.id::float8 as id, r.fields as values, s.licence
      from match_link l join source_record r on r.id = l.record_id join source s on s.id = r.source_id
      where l.game_id = ${gameId}::uuid order by r.id`,
  )
