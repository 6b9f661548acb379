import { sql } from 'drizzle-orm'
import { loadStanding } from '#db/decision/active'
import { type Applied, applyComponents } from '#db/match/apply'
import { labelComponents, listComponents } from '#db/match/components'
import { MATCHING } from '#db/match/lock'
import { findScale } from '#db/match/model'
import type { Stores } from '#db/stores'
import { inTurn, interrupted } from './interrupt'
import type { Progress } from './progress'

/** Components are decided whole: the last one may bring more. */
const RECORDS_PER_TRANSACTION = 1_500

/** What matching needs; the run, where there is one, is told how many games its records made. */
export type Matching = { stores: Stores; runId: number | undefined; signal: AbortSignal; progress: Progress }

/**
 * Decides every pending record: match -> merge, a transaction for about 1,500 records, so that a run killed at any
 * moment goes on with what is still pending. Answers what became of the games, and which decisions of people contradict
 * each other. The scale is the one in force when it begins.
 *
 * One matcher works at a time; others wait for it.
 *
 * @throws {Failure} `interrupted`
 */
export const matchPending = (matching: Matching): Promise<Applied & { skippedKeys: number }> =>
  inTurn(matching.stores, MATCHING, matching.signal, () => matchAll(matching))

async function matchAll({ stores, runId, signal, progress }: Matching): Promise<Applied & { skippedKeys: number }> {
  progress.phase('matching', 'records')
  const scale = await findScale(stores.db)
  const standing = await loadStanding(stores.db)
  const { records, skippedKeys } = await labelComponents(stores.db)
  const total: Applied = { created: 0, updated: 0, merged: 0, contradictions: [] }
  let after = 0
  for (let decided = 0; decided < records; ) {
    if (signal.aborted) throw interrupted()
    const batch = await listComponents(stores.db, after, RECORDS_PER_TRANSACTION)
    const applied = await stores.db.transaction(async (tx) => {
      const done = await applyComponents(tx, batch, { standing, scale })
      if (runId !== undefined) await tx.execute(countGames(runId, done))
      return done
    })
    add(total, applied)
    decided += batch.length
    after = batch.at(-1)?.component ?? after
    progress.advance(decided, records)
  }
  return { ...total, skippedKeys }
}

const countGames = (runId: number, { created, updated, merged }: Applied) => sql`
  update ingest_run set games_created = games_created + ${created}, games_updated = games_updated + ${updated},
    games_merged = games_merged + ${merged} where id = ${runId}`

function add(total: Applied, { created, updated, merged, contradictions }: Applied): void {
  total.contradictions.push(...contradictions)
  total.created += created
  total.updated += updated
  total.merged += merged
}
