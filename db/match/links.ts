import { sql } from 'drizzle-orm'
import type { Evidence } from '#catalogue/match/evidence'
import { recordset } from '#db/postgres/recordset'
import type { Db } from '#db/stores'

/** The link of a record to its game, with the score in bits and the evidence in words. */
export type Link = { recordId: number; gameId: string; score: number; evidence: Evidence[] }

/** Inserts or updates links, leaving equal ones untouched, and deletes their records from the pending ones. */
export async function upsertLinks(tx: Db, links: readonly Link[]): Promise<void> {
  const rows = recordset(links, { recordId: 'bigint', gameId: 'uuid', score: 'real', evidence: 'jsonb' })
  await tx.execute(sql`insert into match_link (record_id, game_id, score, evidence)
    select "recordId", "gameId", score, evidence from ${rows}
    on conflict (record_id) do update set game_id = excluded.game_id, score = excluded.score, evidence = excluded.evidence
    where (match_link.game_id, match_link.score, match_link.evidence) is distinct from (excluded.game_id, excluded.score, excluded.evidence)`)
  await tx.execute(sql`delete from match_pending p using ${rows} where p.record_id = r."recordId"`)
}
