import type { Db, Stores } from '#db/stores'
import { Failure } from '#lib/errors'
import type { Stream } from '#lib/iterate'
import { bulkIndex } from './elasticsearch/bulk'
import type { RefusedOperation } from './elasticsearch/bulk-answer'
import type { BulkOperation } from './elasticsearch/bulk-operation'
import type { Elasticsearch } from './elasticsearch/client'
import { readGameDocuments } from './elasticsearch/document'
import { onElasticsearch } from './elasticsearch/failure'
import { createIndex, dropIndex, dropOthers, serve, servedIndex } from './elasticsearch/indices'
import { indexName, isCurrentIndex } from './elasticsearch/mapping'
import { noteRebuilt, settleRebuilt } from './outbox'
import { extendHold, type Hold, holdRelay, releaseHold } from './rebuild-hold'

/** What an index is rebuilt from, and the lock that lets one process at a time do it. */
export type Rebuilding = Pick<Stores, 'db' | 'exclusively'>

export type RebuildOptions = {
  signal?: AbortSignal | undefined
  /** Told now and then how many games have been read. */
  onProgress?: (games: number) => void
}

/** What a rebuild left behind: the new index, how many games it holds. */
export type Rebuilt = { index: string; games: number }

/**
 * Fills a new index from Postgres, checks that it is whole, and puts it in place of the old one in one step.
 *
 * Searches are answered by the old index until then. What changes meanwhile waits in the outbox for the new one; what the new
 * one holds leaves it.
 *
 * @throws {Failure} `run_active` where another rebuild is going on; `index_failed`, `store_unreachable`, `store_refused`: the
 * old index stays in place
 */
export const rebuildIndex = (
  stores: Rebuilding,
  elasticsearch: Elasticsearch,
  options: RebuildOptions = {},
): Promise<Rebuilt> => onElasticsearch(() => rebuild(stores, elasticsearch, options))

/**
 * Makes the index where it is missing or of another version, and fills it. Answers what it had to do.
 *
 * @throws {Failure} what `rebuildIndex` throws
 */
export const ensureIndex = (
  stores: Rebuilding,
  elasticsearch: Elasticsearch,
  options: RebuildOptions = {},
): Promise<'present' | 'rebuilt'> =>
  onElasticsearch(async () => {
    const { client, alias } = elasticsearch
    const served = await servedIndex(client, alias)
    if (served && isCurrentIndex(alias, served)) return 'present'
    await rebuild(stores, elasticsearch, options)
    return 'rebuilt'
  })

/** One process at a time rebuilds; the lock of one that was killed is gone with its connection. */
async function rebuild(
  { db, exclusively }: Rebuilding,
  elasticsearch: Elasticsearch,
  options: RebuildOptions,
): Promise<Rebuilt> {
  const rebuilt = await exclusively('index.rebuild', () => rebuildHeld(db, elasticsearch, options))
  if (rebuilt !== 'taken') return rebuilt
  throw new Failure('run_active', 'Another process is rebuilding the index: wait until it is done.')
}

async function rebuildHeld(db: Db, elasticsearch: Elasticsearch, options: RebuildOptions): Promise<Rebuilt> {
  const { client, alias } = elasticsearch
  const hold = await holdRelay(db)
  const index = indexName(alias, Date.now())
  try {
    await createIndex(client, index)
    const games = await fill(db, elasticsearch, index, hold, options)
    await extendHold(db, hold)
    await serve(client, alias, index)
    await settleRebuilt(db)
    await dropOthers(client, alias, index)
    return { index, games }
  } catch (error) {
    await dropUnserved(elasticsearch, index)
    throw error
  } finally {
    await releaseHold(db, hold)
  }
}

/** Drops an index that did not come into service. Where Elasticsearch is gone, the next rebuild drops it. */
async function dropUnserved({ client, alias }: Elasticsearch, index: string): Promise<void> {
  const served = await servedIndex(client, alias).catch(() => index)
  if (served !== index) await dropIndex(client, index)
}

/** Streams every live game into the index and answers how many there are, once the index has shown that it holds them. */
async function fill(db: Db, { client }: Elasticsearch, index: string, hold: Hold, options: RebuildOptions) {
  const refused: RefusedOperation[] = []
  let games = 0
  const operations = async function* (): Stream<BulkOperation> {
    for await (const page of readGameDocuments(db)) {
      games += page.length
      await extendHold(db, hold)
      yield* page
      await noteRebuilt(
        db,
        page.map(({ id, version }) => ({ id, version })),
      )
      options.onProgress?.(games)
    }
  }
  const onRefused = (one: RefusedOperation) => void (refused.length < 3 && refused.push(one))
  await bulkIndex(client, operations(), { index, signal: options.signal, onRefused })
  await client.indices.refresh({ index })
  const { count } = await client.count({ index })
  if (count !== games) throw incomplete(count, games, refused)
  return games
}

const incomplete = (count: number, games: number, refused: readonly RefusedOperation[]): Failure => {
  const reasons = refused.map(({ id, reason }) => `${id}: ${reason}`).join('; ')
  const why = reasons ? ` Refused: ${reasons}.` : ''
  return new Failure(
    'index_failed',
    `The new index holds ${count} of ${games} games and was dropped; the old one still answers.${why} Run the same command again.`,
  )
}
