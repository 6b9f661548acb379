import { sql } from 'drizzle-orm'
import { stagingTableOf } from '#db/record/stage'
import type { Db } from '#db/stores'

/**
 * Resolves records that earlier runs refused and whose key this run has staged or refused. After a `complete` run, which read
 * its whole dataset, resolves all records that earlier runs refused.
 */
export async function resolveSeenAgain(tx: Db, runId: number, complete: boolean): Promise<void> {
  const staging = sql.identifier(stagingTableOf(runId))
  await tx.execute(sql`update quarantine q set resolved_at = now() from ingest_run run
    where run.id = ${runId} and q.source_id = run.source_id and q.dataset = run.dataset
      and q.run_id < run.id and q.resolved_at is null and (${complete}::boolean or q.source_key is not null and (
        exists (select from ${staging} s where s.source_key = q.source_key)
        or exists (
          select from quarantine anew where anew.source_id = q.source_id and anew.dataset = q.dataset
            and anew.source_key = q.source_key and anew.run_id = run.id)))`)
}

/** Resolves the refused records whose replays are still in the staging table of a run: these are accepted now. */
export async function resolveReplayed(tx: Db, runId: number): Promise<void> {
  await tx.execute(sql`update quarantine q set resolved_at = now() from ${sql.identifier(stagingTableOf(runId))} s
    where q.id = (s.position::jsonb ->> 'refused')::bigint`)
}
