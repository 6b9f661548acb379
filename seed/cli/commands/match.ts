import { normaliseTitle } from '#catalogue/match/title'
import type { CatalogueRecord } from '#catalogue/record'
import { loadActiveDecisions } from '#db/decision/active'
import { listExplained, listReviewPairs } from '#db/match/explain'
import { dropMatchModels, findMatchModel } from '#db/match/model'
import { requeueAll } from '#db/match/pending'
import { matchPendingRecords } from '#db/match/run'
import type { Stores } from '#db/stores'
import { upsertVocabulary } from '#db/vocabulary/upsert'
import { Failure } from '#lib/errors'
import { indexChanges } from '#seed/pipeline/index-changes'
import { trainModel } from '#seed/pipeline/train'
import { type CommandContext, withStores } from '../context'
import { explainLines } from '../explain'
import { createProgress } from '../progress'
import { matchListCommand } from './match-list'
import { previewMatchCommand } from './match-preview'

export type MatchOptions = {
  explain?: string
  learn?: boolean
  shipped?: boolean
  dryRun?: boolean
  list?: string
  out?: string
}

/**
 * Matches and merges every record again, with `learn` after training the weights and with `shipped` after going back to the
 * shipped ones; with `dryRun` it only tells what that would change. With `explain` it only explains why the records of a title are one game or several; with `list` it only matches
 * that list.
 */
export async function matchCommand(context: CommandContext, options: MatchOptions): Promise<void> {
  const { list, out } = options
  if (list !== undefined) return matchListCommand(context, list, out)
  if (out !== undefined) throw new Failure('usage', '--out belongs to --list.')
  return withStores(context, (stores) => matchStored(context, stores, options))
}

async function matchStored(context: CommandContext, stores: Stores, options: MatchOptions): Promise<void> {
  const { explain, learn, shipped, dryRun } = options
  if (explain !== undefined) return explainTitle(context, stores, explain)
  if (dryRun) return previewMatchCommand(context, stores, options)
  if (shipped) await dropMatchModels(stores.db)
  if (learn) printModel(context, await trainModel(stores.db))
  await matchAgain(context, stores)
}

function printModel({ out }: CommandContext, model: object): void {
  for (const line of JSON.stringify(model, null, 2).split('\n')) out(line)
}

async function matchAgain({ out, signal }: CommandContext, stores: Stores): Promise<void> {
  const progress = createProgress('catalogue', false)
  await upsertVocabulary(stores.db)
  const records = await requeueAll(stores.db)
  progress.phase('matching', 'records')
  const { created, updated, merged, skippedKeys } = await matchPendingRecords({
    stores,
    runId: undefined,
    signal,
    onProgress: progress.advance,
  })
  const indexed = await indexChanges(stores, signal, progress)
  progress.stop()
  out(
    `${records} records matched again: ${created} games created, ${updated} updated, ${merged} merged; ${indexed} indexed`,
  )
  if (skippedKeys > 0) out(`${skippedKeys} match keys shared by too many records were not used for matching`)
}

async function explainTitle({ out }: CommandContext, stores: Stores, title: string): Promise<void> {
  const { compact } = normaliseTitle(title)
  const near = await listExplained(stores.db, `title:${compact}`)
  const games = new Set(near.filter(({ record }) => hasTitle(record, compact)).map(({ slug }) => slug))
  const records = near.filter(({ slug }) => games.has(slug))
  if (records.length === 0) return out('No record has this title. Try the title as a shop spells it.')
  const reviews = await listReviewPairs(
    stores.db,
    records.map(({ recordId }) => recordId),
  )
  const rules = (await loadActiveDecisions(stores.db)).rulesOf(records.map(({ ref }) => ref))
  const model = await findMatchModel(stores.db)
  for (const line of explainLines({ title, records, reviews, model, rules })) out(line)
}

/** True if a record has this title or alternative name. Records found by the key may also have a longer title. */
const hasTitle = (record: CatalogueRecord, compact: string): boolean =>
  [record.title, ...(record.alternativeNames ?? [])].some((name) => normaliseTitle(name).compact === compact)
