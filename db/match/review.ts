import { sql } from 'drizzle-orm'
import type { Evidence } from '#catalogue/match/evidence'
import { recordset } from '../recordset'
import type { Db } from '../stores'

/** Two records of different games that may be one work, with the score in bits and the reasons in words. */
export type Review = { oneRecord: number; otherRecord: number; score: number; evidence: Evidence[] }

const COLUMNS = { oneRecord: 'bigint', otherRecord: 'bigint', score: 'real', evidence: 'jsonb' }

/** Stores the doubts about records that were decided, and forgets those that are none any more. A doubt that stays keeps its id. */
export async function replaceReviews(tx: Db, recordIds: readonly number[], reviews: readonly Review[]): Promise<void> {
  const decided = recordset(
    recordIds.map((id) => ({ id })),
    { id: 'bigint' },
  )
  const doubts = recordset(reviews, COLUMNS)
  await tx.execute(sql`delete from match_review m
    where (m.one_record in (select id from ${decided}) or m.other_record in (select id from ${decided}))
      and (m.one_record, m.other_record) not in (select "oneRecord", "otherRecord" from ${doubts})`)
  if (reviews.length === 0) return
  await tx.execute(sql`insert into match_review (one_record, other_record, score, evidence)
    select "oneRecord", "otherRecord", score, evidence from ${doubts}
    on conflict (one_record, other_record) do update set score = excluded.score, evidence = excluded.evidence
    where (match_review.score, match_review.evidence) is distinct from (excluded.score, excluded.evidence)`)
}
