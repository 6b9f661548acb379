import { sql } from 'drizzle-orm'
import type { Evidence } from '#catalogue/match/evidence'
import { recordset } from '#db/postgres/recordset'
import type { Db } from '#db/stores'

/** A review pair as it is stored: two records of different games that may be one game, with the score in bits and the evidence. */
export type StoredReviewPair = { oneRecord: number; otherRecord: number; score: number; evidence: Evidence[] }

const COLUMNS = { oneRecord: 'bigint', otherRecord: 'bigint', score: 'real', evidence: 'jsonb' }

/**
 * Stores the review pairs that matching these records has found, and closes all other review pairs of these records. A pair keeps
 * its id for good: one that was closed before is open again under the same id.
 */
export async function replaceReviewPairs(
  tx: Db,
  recordIds: readonly number[],
  reviewPairs: readonly StoredReviewPair[],
): Promise<void> {
  const matched = recordset(
    recordIds.map((id) => ({ id })),
    { id: 'bigint' },
  )
  const found = recordset(reviewPairs, COLUMNS)
  await tx.execute(sql`with closed as (
      delete from match_review m
      where (m.one_record in (select id from ${matched}) or m.other_record in (select id from ${matched}))
        and (m.one_record, m.other_record) not in (select "oneRecord", "otherRecord" from ${found})
      returning id, one_record, other_record, score, evidence, found_at
    )
    insert into match_review_closed (id, one_record, other_record, score, evidence, found_at) select * from closed`)
  if (reviewPairs.length === 0) return
  await tx.execute(sql`with reopened as (
      delete from match_review_closed c using ${found} where (c.one_record, c.other_record) = (r."oneRecord", r."otherRecord")
      returning c.id, c.one_record, c.other_record, c.found_at
    )
    insert into match_review (id, one_record, other_record, score, evidence, found_at) overriding system value
    select coalesce(former.id, nextval(pg_get_serial_sequence('match_review', 'id'))), r."oneRecord", r."otherRecord", r.score, r.evidence,
      coalesce(former.found_at, now())
    from ${found} left join reopened former on (former.one_record, former.other_record) = (r."oneRecord", r."otherRecord")
    on conflict (one_record, other_record) do update set score = excluded.score, evidence = excluded.evidence
    where (match_review.score, match_review.evidence) is distinct from (excluded.score, excluded.evidence)`)
}
