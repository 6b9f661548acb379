import { loadActiveDecisions } from '#db/decision/active'
import { findGamesMergedInto } from '#db/decision/history'
import { retryConflicts } from '#db/postgres/conflict'
import { analyzeGrownTables } from '#db/postgres/statistics'
import { vacuumEmbedded } from '#db/postgres/vacuum'
import { countRunGames } from '#db/run/queries'
import type { Db, Stores } from '#db/stores'
import { requeueNamedWords } from '#db/vocabulary/mapping'
import { interrupted } from '#lib/interrupt'
import { type AppliedChanges, type ApplyOptions, applyComponents } from './apply'
import { type ComponentRecord, labelComponents, listComponents } from './components'
import { awaitMatchLock } from './lock'
import { findMatchModel } from './model'
import { listPending, requeue } from './pending'
import type { ResolveBy } from './resolve'

/** Components are never divided, so the last one of a transaction may exceed this. */
const RECORDS_PER_TRANSACTION = 1_500

/** Records per statement of a decision: a service answers others meanwhile, and the embedded store blocks for as long as a statement takes. */
const RECORDS_PER_STATEMENT = 100

/** The changes that matching made; `skippedKeys` counts the match keys that were ignored because too many records share them. */
export type MatchResult = AppliedChanges & { skippedKeys: number }

/** Arguments of `matchPendingRecords`. */
export type MatchRun = {
  stores: Stores
  /** The run to whose counts the changed games are added. */
  runId: number | undefined
  signal: AbortSignal
  /** A record that leaves its game revives the game that was merged into it and had this record. (Default: false) */
  revives?: boolean
  /** Called after each transaction with the number of records resolved so far and in total. */
  onProgress: (done: number, total: number) => void
}

/**
 * Matches and merges every pending record, in transactions of about 1,500 records: a run killed at any moment goes on with
 * what is still pending. Waits for the match lock.
 *
 * @throws {Failure} `interrupted` when `signal` fires
 */
export const matchPendingRecords = (run: MatchRun): Promise<MatchResult> =>
  awaitMatchLock(run.stores, run.signal, async () => {
    const result = await matchInBatches(run)
    await vacuumEmbedded(run.stores)
    return result
  })

async function matchInBatches({ stores: { db }, runId, signal, revives, onProgress }: MatchRun): Promise<MatchResult> {
  const by = await loadResolveBy(db)
  await analyzeGrownTables(db)
  await retryConflicts(() => db.transaction(requeueNamedWords))
  const { records, skippedKeys } = await labelComponents(db, 'pending')
  const total: MatchResult = { created: 0, updated: 0, merged: 0, skippedKeys }
  for (let done = 0, after = 0; ; onProgress(done, records)) {
    if (signal.aborted) throw interrupted()
    const batch = await listComponents(db, after, RECORDS_PER_TRANSACTION)
    const last = batch.at(-1)
    if (!last) return total
    const changes = await retryConflicts(() =>
      db.transaction(async (tx) => {
        const ended = revives ? await findGamesMergedInto(tx, gamesOf(batch)) : undefined
        const applied = await applyComponents(tx, batch, { ...by, ...(ended && { ended }) })
        if (runId !== undefined) await countRunGames(tx, runId, applied)
        return applied
      }),
    )
    addChanges(total, changes)
    await analyzeGrownTables(db)
    done += batch.length
    after = last.component
  }
}

const gamesOf = (records: readonly ComponentRecord[]): string[] => [
  ...new Set(records.flatMap(({ gameId }) => gameId ?? [])),
]

/**
 * Matches and merges the components of these records again in the caller's transaction, in batches of about 100 records. Pending
 * records among them stay pending, because only these components were labelled. The caller holds the match lock.
 */
export async function rematchRecords(tx: Db, recordIds: readonly number[], by: ApplyOptions): Promise<AppliedChanges> {
  await labelComponents(tx, recordIds)
  const pending = await listPending(tx)
  const total: AppliedChanges = { created: 0, updated: 0, merged: 0 }
  const ended = new Map(by.ended)
  for (let after = 0; ; ) {
    const batch = await listComponents(tx, after, RECORDS_PER_STATEMENT)
    const last = batch.at(-1)
    if (!last) break
    addChanges(total, await applyComponents(tx, batch, { ...by, ended }))
    after = last.component
  }
  await requeue(tx, pending)
  return total
}

function addChanges(total: AppliedChanges, { created, updated, merged }: AppliedChanges): void {
  total.created += created
  total.updated += updated
  total.merged += merged
}

/** Loads the active decisions and the match model in force. */
export const loadResolveBy = async (db: Db): Promise<ResolveBy> => ({
  active: await loadActiveDecisions(db),
  model: await findMatchModel(db),
})
