import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { MATCHING } from '#db/match/lock'
import { archiveStaged } from '#db/record/archive'
import { findLastSync, finishRun, noteRunError, type Run, takeUpRun } from '#db/run/queries'
import { upsertSource } from '#db/source/queries'
import type { Stores } from '#db/stores'
import { Failure } from '#lib/errors'
import { apiMemory } from './api/memory'
import { indexChanges } from './index-changes'
import { inTurn, orInterrupted } from './interrupt'
import { requireKeys } from './keys'
import { matchPending } from './match'
import type { Progress } from './progress'
import { readInto } from './read'
import { type RunReport, reportOf } from './report'
import type { Clock, Keys, Opened, Source } from './source'

/** What a run of one source is given. `from` and `dataset` come from the command line. */
export type RunOptions = {
  stores: Stores
  source: Source
  from: string | undefined
  dataset: string | undefined
  limit: number | undefined
  restart: boolean
  /** Of an API, only what changed since. */
  since: Date | undefined
  /** Read again what an API answered before, asking for nothing. */
  fromArchive: boolean
  keys: Keys
  clock: Clock
  signal: AbortSignal
  progress: Progress
}

/**
 * Loads one source: read -> accept -> archive -> match -> merge -> index.
 *
 * Safe to kill at any moment and to run again: a run goes on where its last transaction ended, and one over unchanged
 * input changes nothing. One run of a source at a time, across processes.
 *
 * @throws {Failure} `run_active`, `interrupted`, and what the source and the stores throw
 */
export async function runSource(options: RunOptions): Promise<RunReport> {
  const { stores, source } = options
  const opened = await openSource(options)
  const report = await stores.exclusively(`source.${source.name}`, () => load(options, opened))
  if (report !== 'taken') return report
  throw new Failure('run_active', `Another run of ${source.name} is active: wait for it, then run this again.`)
}

/**
 * What a run is going to read.
 *
 * @throws {Failure} `usage`, `configuration` where a key is missing, and what the source throws
 */
export async function openSource(options: Omit<RunOptions, 'progress'>): Promise<Opened> {
  const { stores, source, from, restart, since, fromArchive, keys, clock, signal } = options
  const isAsked = source.kind === 'api' && from === undefined
  if (!isAsked && (since || fromArchive))
    throw new Failure('usage', '--since and --from-archive are for sources that are read from their API.')
  if (isAsked && !fromArchive) requireKeys(source, keys)
  const lastSync = isAsked && !restart ? await findLastSync(stores.db, source.name) : undefined
  const memory = apiMemory(stores.db, source.name, clock)
  const api = { keys, memory, fromArchive, ...(since && { since }), ...(lastSync && { lastSync }) }
  return await orInterrupted(signal, () => source.open({ from, clock, api }))
}

async function load(options: RunOptions, opened: Opened): Promise<RunReport> {
  const started = options.clock.now()
  const run = await begin(options, opened)
  try {
    await archive(run, options, opened)
    const { skippedKeys } = await matchPending({ ...options, runId: run.id })
    const indexed = await indexChanges(options.stores, options.signal, options.progress)
    const seconds = (options.clock.now() - started) / 1000
    return reportOf(options.source.name, await finishRun(options.stores.db, run.id), { indexed, skippedKeys, seconds })
  } catch (error) {
    await noteRunError(options.stores.db, run.id, error).catch(() => {}) // the first error is the one to tell
    throw error
  } finally {
    options.progress.stop()
  }
}

async function begin({ stores, source, dataset, limit, restart, clock }: RunOptions, opened: Opened): Promise<Run> {
  const { crawl, head } = opened
  const input = {
    sourceId: await upsertSource(stores.db, source),
    dataset: dataset ?? opened.dataset,
    fingerprint: limit === undefined ? opened.fingerprint : `${opened.fingerprint} limit ${limit}`,
    ...(head !== undefined && { head }),
    ...(crawl && { asOf: new Date(clock.now()), syncs: crawl.syncs && limit === undefined }),
  }
  return takeUpRun(stores.db, input, restart)
}

/** Reads what is left of the input and archives it, unless a former attempt got that far. */
async function archive(run: Run, options: RunOptions, opened: Opened): Promise<void> {
  if (run.status === 'archived') return
  options.progress.phase('reading')
  await readInto(run, { ...options, opened, context: { vocabulary: standardVocabulary } })
  options.progress.phase('archiving')
  await inTurn(options.stores, MATCHING, options.signal, () =>
    archiveStaged(options.stores.db, run.id, { latest: opened.latest ?? false }),
  )
}
