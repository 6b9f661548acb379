import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { awaitMatchLock } from '#db/match/lock'
import { matchPendingRecords } from '#db/match/run'
import { archiveStaged } from '#db/record/archive'
import { findLastSync, finishRun, type IngestRun, noteRunError, startOrResumeRun } from '#db/run/queries'
import { upsertSource } from '#db/source/queries'
import { Failure } from '#lib/errors'
import { orInterrupted } from '#lib/interrupt'
import { createApiStore } from '#seed/api/api-store'
import { requireCredentials } from '#seed/api/credentials'
import type { OpenedInput } from '#seed/contract/source'
import { checkDeletions } from './deletions'
import { findDrift } from './drift'
import { indexChanges } from './index-changes'
import type { RunOptions } from './options'
import { readInto } from './read'
import { type RunReport, reportOf } from './report'

/**
 * Loads one source: read -> accept -> archive -> match -> merge -> index.
 *
 * Safe to kill at any moment and to run again: a run goes on where its last transaction ended, and one over unchanged
 * input changes nothing. One run of a source at a time, across processes.
 *
 * @throws {Failure} `run_active`, `interrupted`, and what the source and the stores throw
 */
export const runSource = async (options: RunOptions): Promise<RunReport> =>
  runOpened(options, await openSource(options))

/** Loads what was opened, as `runSource` does. @throws {Failure} what `runSource` throws */
export async function runOpened(options: RunOptions, opened: OpenedInput): Promise<RunReport> {
  const { stores, source } = options
  const report = await stores.exclusively(`source.${source.name}`, () => load(options, opened))
  if (report !== 'taken') return report
  throw new Failure('run_active', `Another run of ${source.name} is active: wait for it, then run this again.`)
}

/**
 * What a run is going to read.
 *
 * @throws {Failure} `usage`, `configuration` where a key is missing, and what the source throws
 */
export async function openSource(options: Omit<RunOptions, 'progress'>): Promise<OpenedInput> {
  const { stores, source, from, encoding, restart, since, fromArchive, credentials, clock, signal } = options
  const isAsked = source.kind === 'api' && from === undefined
  if (!isAsked && (since || fromArchive))
    throw new Failure('usage', '--since and --from-archive are for sources that are read from their API.')
  if (isAsked && !fromArchive) requireCredentials(source, credentials)
  const lastSync = isAsked && !restart ? await findLastSync(stores.db, source.name) : undefined
  const store = createApiStore(stores.db, source.name, clock)
  const api = { credentials, store, fromArchive, ...(since && { since }), ...(lastSync && { lastSync }) }
  return await orInterrupted(signal, () => source.open({ from, encoding, clock, api }))
}

async function load(options: RunOptions, opened: OpenedInput): Promise<RunReport> {
  const started = options.clock.now()
  const run = await begin(options, opened)
  try {
    const nameless = await archive(run, options, opened)
    options.progress.phase('matching', 'records')
    const { skippedKeys } = await matchPendingRecords({
      stores: options.stores,
      runId: run.id,
      signal: options.signal,
      onProgress: options.progress.advance,
    })
    const indexed = await indexChanges(options.stores, options.signal, options.progress)
    const seconds = (options.clock.now() - started) / 1000
    const finished = await finishRun(options.stores.db, run.id)
    const drift = await findDrift(options.stores.db, finished)
    return reportOf(options.source.name, finished, { indexed, skippedKeys, seconds, nameless, drift })
  } catch (error) {
    await noteRunError(options.stores.db, run.id, error).catch(() => {}) // the first error is the one to tell
    throw error
  } finally {
    options.progress.stop()
  }
}

async function begin(
  { stores, source, dataset, limit, restart, clock }: RunOptions,
  opened: OpenedInput,
): Promise<IngestRun> {
  const { crawl, csvHeader, isReplay } = opened
  const input = {
    sourceId: await upsertSource(stores.db, source),
    dataset: dataset ?? opened.dataset,
    fingerprint: limit === undefined ? opened.fingerprint : `${opened.fingerprint} limit ${limit}`,
    ...(csvHeader !== undefined && { head: csvHeader }),
    ...(crawl && { asOf: new Date(clock.now()), syncs: crawl.advancesBookmark && limit === undefined }),
    ...(isReplay && { replays: isReplay }),
  }
  return startOrResumeRun(stores.db, input, restart || isReplay === true)
}

/**
 * Reads what is left of the input and archives it, unless a former attempt got that far. Answers how many refused records
 * without a key kept it from removing what did not come.
 */
async function archive(run: IngestRun, options: RunOptions, opened: OpenedInput): Promise<number> {
  if (run.status === 'archived') return 0
  const { stores, progress, signal } = options
  const { keepLast = false, isReplay = false } = opened
  progress.phase('reading', opened.counts)
  const read = await readInto(run, { ...options, opened, context: { vocabulary: standardVocabulary } })
  const { complete, withoutKey } = await checkDeletions(options, opened, { id: run.id, read })
  progress.phase('archiving')
  const archiving = { keepLast, complete, isReplay }
  await awaitMatchLock(stores, signal, () => archiveStaged(stores.db, run.id, archiving))
  return withoutKey
}
