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
/** Two batches are held at a time; where records are long, memory is what counts. */
const CHARACTERS_PER_TRANSACTION = 8_000_000

/** What reading needs to know besides its source. */
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
 * Reads what is left of a run's input into its staging table: read -> accept -> stage, a transaction for every 50,000
 * records (fewer where they are long) with the checkpoint inside, so that a run killed at any moment goes on exactly where its last transaction ended.
 * While one batch is being stored the next is read; there are never more than two. Answers how many records the run has read.
 *
 * @throws {Failure} `interrupted` when the signal fires: all that was read before is kept
 */
export async function readInto(run: IngestRun, reading: ReadOptions): Promise<number> {
  const { stores, opened, progress, signal } = reading
  const { checkpoint, staged, read: before, ...begun } = await startingPoint(stores, run)
  const met = resumeProfile(begun)
  const batch = createBatch(staged, met)
  const storage = createStorage(stores, run.id)
  const isFull = () =>
    batch.size() >= (opened.crawl ? 1 : RECORDS_PER_TRANSACTION) || batch.characters() >= CHARACTERS_PER_TRANSACTION
  let read = before
  const pages = untilStopped(opened.pages(checkpoint ?? undefined, readerOf(run)), signal)
  try {
    for await (const page of limited(pages, reading.limit, read)) {
      batch.add(acceptPage(reading.source, page, reading.context, met), page)
      progress.read(page.done, page.total, read + batch.size())
      if (isFull()) read += await storage.put(batch)
    }
  } finally {
    // What was read before the source broke off is kept, too.
    read += await storage.put(batch)
    await storage.end()
  }
  if (signal.aborted) throw interrupted()
  return read
}

/** A run over files has no moment up to which it knows everything: its beginning stands for it. */
const readerOf = ({ id, asOf, startedAt }: IngestRun): Reader => ({ id, asOf: asOf ?? startedAt })

type StartingPoint = Pick<IngestRun, 'checkpoint' | 'read' | 'staged' | 'unknownWords' | 'profile'>

/** Where a run begins: at its checkpoint, or at the beginning when what that promises was lost in a crash of the server. */
async function startingPoint(stores: Stores, run: IngestRun): Promise<StartingPoint> {
  if ((await openStaging(stores.db, run.id, run.staged)) === 'complete') return run
  await rewindRun(stores.db, run.id)
  return { checkpoint: null, read: 0, staged: 0, unknownWords: {}, profile: null }
}

/** Stores one batch while the next is read. */
type Storage = { put: (batch: Batch) => Promise<number>; end: () => Promise<void> }

function createStorage(stores: Stores, runId: number): Storage {
  let storing: Promise<void> = Promise.resolve()
  return {
    /** Empties a batch and begins to store it, once the one before is stored; answers how many records it had read. */
    async put(batch) {
      await storing
      const taken = batch.take()
      if (taken.read === 0) return 0
      storing = stores.bulk((tx) => stageBatch(tx, runId, taken))
      storing.catch(() => {}) // told by the next put or by end
      return taken.read
    },
    end: () => storing,
  }
}
