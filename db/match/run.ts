import { loadActiveDecisions } from '#db/decision/active'
import { countRunGames } from '#db/run/queries'
import type { Db, Stores } from '#db/stores'
import { interrupted } from '#lib/interrupt'
import { type AppliedChanges, type ApplyOptions, applyComponents } from './apply'
import { labelComponents, listComponents, type MatchStart } from './components'
import { awaitMatchLock } from './lock'
import { findMatchModel } from './model'
import { listPending, requeue } from './pending'
import type { ResolveBy } from './resolve'

/** Components are resolved whole: the last one of a transaction may bring more. */
const RECORDS_PER_TRANSACTION = 1_500

/** What matching changed; `skippedKeys` counts the match keys that too many records share to be used. */
export type MatchResult = AppliedChanges & { skippedKeys: number }

/** How matching every pending record reports and stops. `runId`: the run whose counts of games it adds to. */
export type MatchRun = {
  stores: Stores
  runId: number | undefined
  signal: AbortSignal
  /** Called after each transaction with the records resolved so far and their total. */
  onProgress: (done: number, total: number) => void
}

/**
 * Matches and merges every pending record, in transactions of about 1,500 records: a run killed at any moment goes on with
 * what is still pending. Waits for the match lock.
 *
 * @throws {Failure} `interrupted` when `signal` fires
 */
export const matchPendingRecords = ({ stores, runId, signal, onProgress }: MatchRun): Promise<MatchResult> =>
  awaitMatchLock(stores, signal, async () => {
    const by = await loadResolveBy(stores.db)
    return matchFrom(stores.db, 'pending', by, {
      signal,
      onProgress,
      onBatch: async (tx, applied) => {
        if (runId !== undefined) await countRunGames(tx, runId, applied)
      },
    })
  })

/**
 * Matches and merges again, in the caller's transaction, everything that these records may concern. Pending records among it
 * stay pending: only the components of these records were looked at. The caller holds the match lock.
 */
export async function rematchRecords(tx: Db, records: readonly number[], applying: ApplyOptions): Promise<MatchResult> {
  const pending: number[] = []
  const matched = await matchFrom(tx, records, applying, {
    onLabelled: async () => void pending.push(...(await listPending(tx))),
  })
  await requeue(tx, pending)
  return matched
}

/** Loads what records are resolved by: the active decisions and the match model in force. */
export const loadResolveBy = async (db: Db): Promise<ResolveBy> => ({
  active: await loadActiveDecisions(db),
  model: await findMatchModel(db),
})

type Hooks = {
  signal?: AbortSignal
  onLabelled?: () => Promise<void>
  onBatch?: (tx: Db, applied: AppliedChanges) => Promise<void>
  onProgress?: MatchRun['onProgress']
}

async function matchFrom(db: Db, start: MatchStart, applying: ApplyOptions, hooks: Hooks): Promise<MatchResult> {
  const { records, skippedKeys } = await labelComponents(db, start)
  await hooks.onLabelled?.()
  // A decision is one transaction, and a game it brings back may belong to any of its components: they are resolved at once.
  const batchSize = start === 'pending' ? RECORDS_PER_TRANSACTION : records
  const total: MatchResult = { created: 0, updated: 0, merged: 0, contradictions: [], skippedKeys }
  for (let done = 0, after = 0; done < records; hooks.onProgress?.(done, records)) {
    if (hooks.signal?.aborted) throw interrupted()
    const batch = await listComponents(db, after, batchSize)
    const applied = await db.transaction(async (tx) => {
      const came = await applyComponents(tx, batch, applying)
      await hooks.onBatch?.(tx, came)
      return came
    })
    add(total, applied)
    done += batch.length
    after = batch.at(-1)?.component ?? after
  }
  return total
}

function add(total: AppliedChanges, { created, updated, merged, contradictions }: AppliedChanges): void {
  total.contradictions.push(...contradictions)
  total.created += created
  total.updated += updated
  total.merged += merged
}
