import { normaliseTitle } from '#catalogue/match/title'
import { listMatches } from '#db/match/explain'
import { requeueAll } from '#db/match/pending'
import type { Elasticsearch } from '#db/search/elasticsearch/client'
import { rebuildIndex } from '#db/search/rebuild'
import { verifyIndex } from '#db/search/verify'
import type { Stores } from '#db/stores'
import { upsertVocabulary } from '#db/vocabulary'
import { Failure } from '#lib/errors'
import { indexChanges } from '../index-changes'
import { type Loader, withStores } from '../loader'
import { matchPending } from '../match'
import { createProgress } from '../progress'

/** Matches and merges every record again, or says why the records of a title are one game or several. */
export const matchCommand = (loader: Loader, { explain }: { explain?: string }): Promise<void> =>
  withStores(loader, (stores) =>
    explain === undefined ? matchAgain(loader, stores) : explainTitle(loader, stores, explain),
  )

async function matchAgain({ out, signal }: Loader, stores: Stores): Promise<void> {
  const progress = createProgress('catalogue', false)
  await upsertVocabulary(stores.db)
  const records = await requeueAll(stores.db)
  const { created, updated, merged } = await matchPending({ stores, runId: undefined, signal, progress })
  const indexed = await indexChanges(stores, signal, progress)
  progress.stop()
  out(
    `${records} records matched again: ${created} games created, ${updated} updated, ${merged} merged; ${indexed} indexed`,
  )
}

async function explainTitle({ out }: Loader, stores: Stores, title: string): Promise<void> {
  const records = await listMatches(stores.db, `title:${normaliseTitle(title).compact}`)
  if (records.length === 0) return out('No record has this title.')
  let game: string | undefined
  for (const record of records) {
    if (record.slug !== game) out(`${record.title} (${record.slug})`)
    game = record.slug
    const reasons = record.evidence.map(({ says, weight }) => `${says} ${weight < 0 ? '' : '+'}${weight.toFixed(1)}`)
    out(`  ${record.source}/${record.dataset} ${record.key}: ${reasons.join(', ')}`)
  }
}

/** Brings the index up to date, or builds it anew. */
export const indexCommand = (loader: Loader, { rebuild }: { rebuild?: boolean }): Promise<void> =>
  withStores(loader, async (stores) => {
    const elasticsearch = needsIndex(stores)
    const progress = createProgress('index', false)
    const indexed = rebuild
      ? (await rebuildIndex(stores, elasticsearch, { signal: loader.signal })).games
      : await indexChanges(stores, loader.signal, progress)
    progress.stop()
    loader.out(`${indexed} games indexed`)
  })

/** Compares the index with the catalogue, and answers 1 where they differ and were not told to be repaired. */
export const verifyCommand = (loader: Loader, { repair }: { repair?: boolean }): Promise<number> =>
  withStores(loader, async (stores) => {
    const found = await verifyIndex(stores.db, needsIndex(stores), { repair: repair ?? false })
    const counts = Object.entries(found).map(([what, ids]) => `${ids.length} ${what}`)
    loader.out(`index against catalogue: ${counts.join(', ')}`)
    if (repair) loader.out(`${await indexChanges(stores, loader.signal, createProgress('index', false))} games indexed`)
    return repair || Object.values(found).every((ids) => ids.length === 0) ? 0 : 1
  })

function needsIndex(stores: Stores): Elasticsearch {
  if (stores.elasticsearch) return stores.elasticsearch
  throw new Failure('configuration', 'There is no index: ELASTICSEARCH_URL names none, and Postgres answers searches.')
}
