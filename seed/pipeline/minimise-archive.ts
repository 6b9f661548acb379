import { matchKeysOf } from '#catalogue/match/keys'
import type { CatalogueRecord } from '#catalogue/record'
import { listResponses, replaceResponse, summariseResponses } from '#db/api/responses'
import { type ArchivedText, countArchived, listArchivedTexts, replaceTexts } from '#db/record/archived-text'
import type { Stores } from '#db/stores'
import { Failure } from '#lib/errors'
import { interrupted } from '#lib/interrupt'
import type { Source } from '#seed/contract/source'
import { createMinimiser, type Minimise, minimisedResponse } from '#seed/minimise/content'
import { withoutTraces } from '#seed/minimise/traces'
import { contentHashOf } from './accept'
import type { Progress } from './progress'
import { headsOf, readStored, type StoredText } from './reread'

const RECORDS_PER_PAGE = 1_000
const RESPONSES_PER_PAGE = 20

/** Arguments of `minimiseArchive`. */
export type MinimiseRun = { stores: Stores; source: Source; signal: AbortSignal; progress: Progress }

/**
 * Counts of records and of responses of an API, and of those of them that had personal fields or traces of persons. `unread`: rows whose
 * columns cannot be told, because the files of their run had different ones: only traces were removed.
 */
export type MinimisedCounts = {
  records: number
  changedRecords: number
  unread: number
  responses: number
  changedResponses: number
}

/**
 * Removes personal fields and traces of persons from what is stored of a source, as a load does before it stores anything. Safe to kill at
 * any moment and to run again. Games do not change, and a load of the same input finds it unchanged.
 *
 * @throws {Failure} `run_active` if the source is being loaded, `interrupted`
 */
export async function minimiseArchive(run: MinimiseRun): Promise<MinimisedCounts> {
  const counts = await run.stores.exclusively(`source.${run.source.name}`, async () => ({
    ...(await minimiseRecords(run)),
    ...(await minimiseResponses(run)),
  }))
  if (counts !== 'taken') return counts
  throw new Failure('run_active', `${run.source.name} is being loaded: wait for it, then run this again.`)
}

type RecordCounts = Pick<MinimisedCounts, 'records' | 'changedRecords' | 'unread'>

async function minimiseRecords({ stores: { db }, source, signal, progress }: MinimiseRun): Promise<RecordCounts> {
  const total = await countArchived(db, source.name)
  const minimise = createMinimiser(source)
  const counts: RecordCounts = { records: 0, changedRecords: 0, unread: 0 }
  progress.phase('minimising', 'records')
  for (let after = 0; ; progress.advance(counts.records, total)) {
    if (signal.aborted) throw interrupted()
    const page = await listArchivedTexts(db, source.name, after, RECORDS_PER_PAGE)
    const last = page.at(-1)
    if (!last) return counts
    const read = page.map((one) => minimisedText(one, source, minimise))
    const changed = read.filter(({ raw }, at) => raw !== page[at]?.raw)
    if (changed.length > 0) await replaceTexts(db, changed)
    counts.records += page.length
    counts.changedRecords += changed.length
    counts.unread += read.filter(({ isUnread }) => isUnread).length
    after = last.id
  }
}

type Minimised = { id: number; raw: string; contentHash: bigint; isUnread: boolean }

function minimisedText(archived: ArchivedText, source: Source, minimise: Minimise): Minimised {
  const { id, sourceKey, fields, head } = archived
  const stored = { raw: archived.raw, position: {}, head }
  const read = readStored(stored, source)
  const value = read && 'value' in read ? read.value : undefined
  const [record] = value === undefined ? [] : minimise(contentOf(stored, value), headsOf(stored)).records
  const raw = record?.text ?? withoutTraces(archived.raw)
  const keys = matchKeysOf(JSON.parse(fields) as CatalogueRecord, source.name, sourceKey) // safe: a load has stored it
  return { id, raw, contentHash: contentHashOf(raw, fields, keys), isUnread: !record }
}

const contentOf = ({ raw, position }: StoredText, value: unknown) => ({
  records: [{ value, text: raw, position }],
  unparsable: [],
})

type ResponseCounts = Pick<MinimisedCounts, 'responses' | 'changedResponses'>

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
