import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { withoutMappedWords } from '#catalogue/vocabulary/mapped-words'
import { listResponses, replaceResponse, summariseResponses } from '#db/api/responses'
import { awaitMatchLock } from '#db/match/lock'
import { matchPendingRecords } from '#db/match/run'
import { countArchived, listArchivedTexts, type ReplacedText, replaceTexts } from '#db/record/archived-text'
import type { Stores } from '#db/stores'
import { mappedWords } from '#db/vocabulary/mapping'
import { Failure } from '#lib/errors'
import { interrupted } from '#lib/interrupt'
import type { Source } from '#seed/contract/source'
import { minimisedResponse } from '#seed/minimise/content'
import { indexChanges } from './index-changes'
import { createRecordMinimiser } from './minimised-record'
import type { Progress } from './progress'

const RECORDS_PER_PAGE = 1_000
const RESPONSES_PER_PAGE = 20

/** Arguments of `minimiseArchive`. */
export type MinimiseRun = { stores: Stores; source: Source; signal: AbortSignal; progress: Progress }

/**
 * Counts of records and of responses of an API, and of those of them that had personal fields or traces of persons. `restated`: records that
 * stated one themselves, such as an address in a title, and state something else now. `unread`: rows whose columns cannot be told, because the
 * files of their run had different ones: only traces were removed.
 */
export type MinimisedCounts = RecordCounts & ResponseCounts

type RecordCounts = { records: number; changedRecords: number; restated: number; unread: number }
type ResponseCounts = { responses: number; changedResponses: number }

/**
 * Removes personal fields and traces of persons from what is stored of a source, as a load does before it stores anything, and matches the
 * records again that state something else without them. Safe to kill at any moment and to run again. A load of the same input finds it unchanged.
 *
 * @throws {Failure} `run_active` if the source is being loaded, `interrupted`
 */
export async function minimiseArchive(run: MinimiseRun): Promise<MinimisedCounts> {
  const counts = await run.stores.exclusively(`source.${run.source.name}`, async () => ({
    ...(await minimiseRecords(run)),
    ...(await minimiseResponses(run)),
  }))
  if (counts === 'taken')
    throw new Failure('run_active', `${run.source.name} is being loaded: wait for it, then run this again.`)
  await matchAgain(run)
  return counts
}

/** Matches what is pending: a run that was killed may have left more than this one has queued. */
async function matchAgain({ stores, signal, progress }: MinimiseRun): Promise<void> {
  progress.phase('matching', 'records')
  await matchPendingRecords({ stores, runId: undefined, signal, onProgress: progress.advance })
  await indexChanges(stores, signal, progress)
}

async function minimiseRecords({ stores, source, signal, progress }: MinimiseRun): Promise<RecordCounts> {
  const { db } = stores
  const total = await countArchived(db, source.name)
  const vocabulary = withoutMappedWords(standardVocabulary, await mappedWords(db), source.name)
  const minimise = createRecordMinimiser(source, { vocabulary })
  const counts: RecordCounts = { records: 0, changedRecords: 0, restated: 0, unread: 0 }
  progress.phase('minimising', 'records')
  for (let after = 0; ; progress.advance(counts.records, total)) {
    if (signal.aborted) throw interrupted()
    const page = await listArchivedTexts(db, source.name, after, RECORDS_PER_PAGE)
    const last = page.at(-1)
    if (!last) return counts
    const read = page.map(minimise)
    const changed = read.flatMap((one, at) => (one && one.replaced.raw !== page[at]?.raw ? [one.replaced] : []))
    if (changed.length > 0) await store(stores, signal, changed)
    counts.records += page.length
    counts.changedRecords += changed.length
    counts.restated += changed.filter(({ isRestated }) => isRestated).length
    counts.unread += read.filter((one) => one?.isUnread).length
    after = last.id
  }
}

const store = (stores: Stores, signal: AbortSignal, changed: readonly ReplacedText[]): Promise<void> =>
  awaitMatchLock(stores, signal, () => stores.db.transaction((tx) => replaceTexts(tx, changed)))

async function minimiseResponses({ stores: { db }, source, signal, progress }: MinimiseRun): Promise<ResponseCounts> {
  const { count: total } = await summariseResponses(db, source.name)
  const counts: ResponseCounts = { responses: 0, changedResponses: 0 }
  progress.phase('minimising', 'pages')
  for (let after = 0; ; progress.advance(counts.responses, total)) {
    if (signal.aborted) throw interrupted()
    const page = await listResponses(db, source.name, after, RESPONSES_PER_PAGE)
    const last = page.at(-1)
    if (!last) return counts
    for (const { id, text } of page) {
      const minimised = minimisedResponse(text)
      if (minimised === text) continue
      await replaceResponse(db, id, minimised)
      counts.changedResponses++
    }
    counts.responses += page.length
    after = last.id
  }
}
