import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { withoutMappedWords } from '#catalogue/vocabulary/mapped-words'
import { awaitMatchLock } from '#db/match/lock'
import { matchPendingRecords } from '#db/match/run'
import { archiveStaged } from '#db/record/archive'
import { findLastSync, finishRun, type IngestRun, noteRunError, startOrResumeRun } from '#db/run/queries'
import { upsertSource } from '#db/source/queries'
import { mappedWords } from '#db/vocabulary/mapping'
import { Failure } from '#lib/errors'
import { orInterrupted } from '#lib/interrupt'
import { createApiStore } from '#seed/api/api-store'
import { requireCredentials } from '#seed/api/credentials'
import type { OpenedInput } from '#seed/contract/source'
import { minimisedInput } from '#seed/minimise/content'
import { checkDeletions, type DeletionCheck } from './deletions'
import { findDrift } from './drift'
import { indexChanges } from './index-changes'
import type { RunOptions } from './options'
import { readInto } from './read'
import { type RunReport, reportOf } from './report'

/**
 * Loads one source: read -> accept -> archive -> match -> merge -> index.
 *
 * Safe to kill at any moment and to run again: a run resumes after its last transaction, and a run over unchanged input
 * changes nothing. Only one run of a source is active at a time, across processes.
 *
 * @throws {Failure} `run_active`, `interrupted`, and failures of the source and the stores
 */
export const runSource = async (options: RunOptions): Promise<RunReport> =>
  runOpened(options, await openSource(options))

/** Loads an input that is open already, in the same way. @throws {Failure} as `runSource` */
export async function runOpened(options: RunOptions, opened: OpenedInput): Promise<RunReport> {
  const { stores, source } = options
  const report = await stores.exclusively(`source.${source.name}`, () => load(options, opened))
  if (report !== 'taken') return report
  throw new Failure('run_active', `Another run of ${source.name} is active: wait for it, then run this again.`)
}

/**
 * Opens the input of a run.
 *
 * @throws {Failure} `usage`, `configuration` if a key is missing, and failures of the source
 */
export async function openSource(options: Omit<RunOptions, 'progress'>): Promise<OpenedInput> {
  const { stores, source, from, encoding, restart, since, fromArchive, credentials, clock, signal } = options
  const isFromApi = source.kind === 'api' && from === undefined
  if (!isFromApi && (since || fromArchive))
    throw new Failure('usage', '--since and --from-archive are for sources that are read from their API.')
  if (isFromApi && !fromArchive) requireCredentials(source, credentials)
  const lastSync = isFromApi && !restart ? await findLastSync(stores.db, source.name) : undefined
  const store = createApiStore(stores.db, source.name, clock)
  const api = { credentials, store, fromArchive, ...(since && { since }), ...(lastSync && { lastSync }) }
  const opened = await orInterrupted(signal, () => source.open({ from, encoding, clock, api }))
  return minimisedInput(source, opened)
}

/** Runs the steps in their order. A run that was archived before it stopped goes on with matching. */
async function load(options: RunOptions, opened: OpenedInput): Promise<RunReport> {
  const { stores, source, signal, clock, progress } = options
  const started = clock.now()
  const run = await startRun(options, opened)
  try {
    let withoutKey = 0
    if (run.status !== 'archived') {
      const read = await readAndAccept(run, options, opened)
      const deletions = await checkDeletions(options, opened, { id: run.id, read })
      await archive(run, options, opened, deletions)
      withoutKey = deletions.withoutKey
    }
    const { skippedKeys } = await matchAndMerge(run, options)
    const indexed = await indexChanges(stores, signal, progress)
    const seconds = (clock.now() - started) / 1000
    const finished = await finishRun(stores.db, run.id)
    const drift = await findDrift(stores.db, finished)
    return reportOf(source.name, finished, { indexed, skippedKeys, seconds, withoutKey, drift })
  } catch (error) {
    await noteRunError(stores.db, run.id, error).catch(() => {}) // the first error is the one to report
    throw error
  } finally {
    progress.stop()
  }
}

/** Resumes the unfinished run over the same input, or starts a new one. */
async function startRun(
  { stores, source, dataset, limit, restart, clock }: RunOptions,
  { fingerprint, crawl, csvHeader, isReplay, ...opened }: OpenedInput,
): Promise<IngestRun> {
  const input = {
    sourceId: await upsertSource(stores.db, source),
    dataset: dataset ?? opened.dataset,
    fingerprint: limit === undefined ? fingerprint : `${fingerprint} limit ${limit}`,
    ...(csvHeader !== undefined && { head: csvHeader }),
    ...(crawl && { asOf: new Date(clock.now()), syncs: crawl.advancesBookmark && limit === undefined }),
    ...(isReplay && { replays: isReplay }),
  }
  return startOrResumeRun(stores.db, input, restart || isReplay === true)
}

async function readAndAccept(run: IngestRun, options: RunOptions, opened: OpenedInput): Promise<number> {
  options.progress.phase('reading', opened.counts)
  const vocabulary = withoutMappedWords(standardVocabulary, await mappedWords(options.stores.db), options.source.name)
  return readInto(run, { ...options, opened, context: { vocabulary } })
}

async function archive(
  run: IngestRun,
  { stores, signal, progress }: RunOptions,
  opened: OpenedInput,
  { complete }: DeletionCheck,
): Promise<void> {
  const { keepLast = false, isReplay = false } = opened
  progress.phase('archiving')
  await awaitMatchLock(stores, signal, () => archiveStaged(stores.db, run.id, { keepLast, complete, isReplay }))
}

function matchAndMerge({ id }: IngestRun, { stores, signal, progress }: RunOptions) {
  progress.phase('matching', 'records')
  return matchPendingRecords({ stores, runId: id, signal, onProgress: progress.advance })
}
