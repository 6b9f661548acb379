import { openStaging, rewindRun, stageBatch } from '#db/record/stage'
import type { IngestRun } from '#db/run/queries'
import type { Stores } from '#db/stores'
import { interrupted, untilStopped } from '#lib/interrupt'
import type { MapContext, Reader } from '#seed/contract/record'
import type { OpenedInput, Source } from '#seed/contract/source'
import { acceptPage } from './accept'
import { type Batch, createBatch } from './batch'
import { limited } from './limit'
import { resumeProfile } from './profile'
import type { Progress } from './progress'

const RECORDS_PER_TRANSACTION = 50_000
/** Limit for memory if records are long; two batches are held at a time. */
const CHARACTERS_PER_TRANSACTION = 8_000_000

/** Options for reading the input of a run. */
export type ReadOptions = {
  stores: Stores
  source: Source
  opened: OpenedInput
  context: MapContext
  limit: number | undefined
  signal: AbortSignal
  progress: Progress
}

/**
 * Reads the rest of a run's input into its staging table: read -> accept -> stage. Returns the number of records the run has
 * read in all.
 *
 * A transaction stores about 50,000 records (fewer if they are long; one page of a crawl) and their checkpoint, so that a
 * run killed at any moment resumes exactly after its last transaction. One batch is read while the one before is stored.
 *
 * @throws {Failure} `interrupted` when the signal fires; everything read before is stored
 */
export async function readInto(run: IngestRun, reading: ReadOptions): Promise<number> {
  const { stores, opened, progress, signal } = reading
  const { checkpoint, staged, read: before, ...begun } = await startingPoint(stores, run)
  const profile = resumeProfile(begun)
  const batch = createBatch(staged, profile)
  const storage = createStorage(stores, run.id)
  const isFull = () =>
    batch.size() >= (opened.crawl ? 1 : RECORDS_PER_TRANSACTION) || batch.characters() >= CHARACTERS_PER_TRANSACTION
  let read = before
  const pages = untilStopped(opened.pages(checkpoint ?? undefined, readerOf(run)), signal)
  try {
    for await (const page of limited(pages, reading.limit, read)) {
      batch.add(acceptPage(reading.source, page, reading.context, profile), page)
      progress.read(page.done, page.total, read + batch.size())
      if (isFull()) read += await storage.put(batch)
    }
  } finally {
    // Also stores the records read before the source failed.
    read += await storage.put(batch)
    await storage.end()
  }
  if (signal.aborted) throw interrupted()
  return read
}

/** Returns the reader of a run. A run over files has no `asOf`; the start of the run is used. */
const readerOf = ({ id, asOf, startedAt }: IngestRun): Reader => ({ id, asOf: asOf ?? startedAt })

type StartingPoint = Pick<IngestRun, 'checkpoint' | 'read' | 'staged' | 'unknownWords' | 'profile'>

/** Returns the checkpoint of a run, or the beginning if a crash of the server emptied its staging table. */
async function startingPoint(stores: Stores, run: IngestRun): Promise<StartingPoint> {
  if ((await openStaging(stores.db, run.id, run.staged)) === 'complete') return run
  await rewindRun(stores.db, run.id)
  return { checkpoint: null, read: 0, staged: 0, unknownWords: {}, profile: null }
}

/** Stores one batch in the background while the next one is read. */
type Storage = { put: (batch: Batch) => Promise<number>; end: () => Promise<void> }

function createStorage(stores: Stores, runId: number): Storage {
  let storing: Promise<void> = Promise.resolve()
  return {
    /** Waits for the batch before, then empties this one and begins to store it. Returns its number of records. */
    async put(batch) {
      await storing
      const taken = batch.take()
      if (taken.read === 0) return 0
      storing = stores.bulk((tx) => stageBatch(tx, runId, taken))
      storing.catch(() => {}) // thrown by the next put or by end
      return taken.read
    },
    end: () => storing,
  }
}
