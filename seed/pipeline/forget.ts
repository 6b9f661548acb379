import { forgetSpellings } from '#db/company/forget'
import { forgetBatch } from '#db/forget/batch'
import { beginForget } from '#db/forget/begin'
import { countOlderChanged } from '#db/forget/older'
import type { ForgetSelection } from '#db/forget/selection'
import { awaitMatchLock } from '#db/match/lock'
import { matchPendingRecords } from '#db/match/run'
import { retryConflicts } from '#db/postgres/conflict'
import type { Db, Stores } from '#db/stores'
import { Failure } from '#lib/errors'
import { interrupted } from '#lib/interrupt'
import { indexChanges } from './index-changes'
import type { Progress } from './progress'

/** Records deleted in one transaction. */
const RECORDS_PER_TRANSACTION = 1_000

/** Arguments of `forgetRecords`: the records of a selection, and the slug of their source. */
export type ForgetRun = {
  stores: Stores
  source: string
  selection: ForgetSelection
  /** Number of its records, for the progress. */
  total: number
  signal: AbortSignal
  progress: Progress
}

/** Result of taking records back. `deleted`: games that had no other record; the others were matched and merged again. */
export type ForgetReport = {
  records: number
  games: { deleted: number; updated: number; split: number }
  indexed: number
}

/**
 * Takes records back: deletes them with the games that have no other record, and matches and merges the records that were
 * connected with them again, as if the deleted ones had never been loaded. Decisions of people stay.
 *
 * Safe to kill at any moment: the same call finishes what is left.
 *
 * @throws {Failure} `run_active` if the source is being loaded, `usage` as `refuseChangedSince`, `interrupted`, and failures of the stores
 */
export async function forgetRecords(run: ForgetRun): Promise<ForgetReport> {
  const report = await run.stores.exclusively(`source.${run.source}`, () => forget(run))
  if (report !== 'taken') return report
  throw new Failure('run_active', `${run.source} is being loaded: wait for it, then run this again.`)
}

async function forget(run: ForgetRun): Promise<ForgetReport> {
  const { stores, selection, signal, progress } = run
  try {
    await refuseChangedSince(stores.db, run.source, selection)
    await underMatchLock(run, (tx) => beginForget(tx, selection))
    const { records, games } = await deleteRecords(run)
    progress.phase('matching', 'records')
    const matched = await matchPendingRecords({
      stores,
      runId: undefined,
      signal,
      revives: true,
      onProgress: progress.advance,
    })
    await underMatchLock(run, forgetSpellings)
    const indexed = await indexChanges(stores, signal, progress)
    return { records, games: { deleted: games, updated: matched.updated, split: matched.created }, indexed }
  } finally {
    progress.stop()
  }
}

/**
 * Checks that the run of a selection, if it has one, and later runs changed and removed no older record, whose former values are not
 * kept.
 *
 * @throws {Failure} `usage` with the number of such records
 */
export async function refuseChangedSince(
  db: Db,
  source: string,
  { runId, dataset = '' }: ForgetSelection,
): Promise<void> {
  const changed = runId === undefined ? 0 : await countOlderChanged(db, runId)
  if (changed === 0) return
  const whole = `bun run seed forget ${source} --dataset ${JSON.stringify(dataset)}`
  throw new Failure(
    'usage',
    `Run ${runId} or a later one changed or removed ${changed} older records of ${source} (${dataset}), whose former values are not kept: nothing was taken back. Take the list back whole (${whole}), then load the former file again.`,
  )
}

const underMatchLock = <T>({ stores, signal }: ForgetRun, work: (tx: Db) => Promise<T>): Promise<T> =>
  awaitMatchLock(stores, signal, () => retryConflicts(() => stores.db.transaction(work)))

async function deleteRecords(run: ForgetRun): Promise<{ records: number; games: number }> {
  const { selection, total, signal, progress } = run
  progress.phase('deleting', 'records')
  for (let records = 0, games = 0; ; progress.advance(Math.min(records, total), total)) {
    if (signal.aborted) throw interrupted()
    const batch = await underMatchLock(run, (tx) => forgetBatch(tx, selection, RECORDS_PER_TRANSACTION))
    if (batch.records === 0) return { records, games }
    records += batch.records
    games += batch.games
  }
}
