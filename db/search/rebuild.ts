import type { Db, Stores } from '#db/stores'
import { Failure } from '#lib/errors'
import type { Stream } from '#lib/iterate'
import { bulkIndex } from './elasticsearch/bulk'
import type { RefusedOperation } from './elasticsearch/bulk-answer'
import type { BulkOperation } from './elasticsearch/bulk-operation'
import type { Elasticsearch } from './elasticsearch/client'
import { readGameDocuments } from './elasticsearch/document'
import { onElasticsearch } from './elasticsearch/failure'
import {
  countDocuments,
  createIndex,
  dropIndex,
  dropOthers,
  refreshIndex,
  serve,
  servedIndex,
} from './elasticsearch/indices'
import { indexName, isCurrentIndex } from './elasticsearch/mapping'
import { noteRebuilt, settleRebuilt } from './outbox'
import { extendHold, type Hold, holdRelay, releaseHold } from './rebuild-hold'

/** The database an index is rebuilt from, and the lock that allows one rebuild at a time. */
export type Rebuilding = Pick<Stores, 'db' | 'exclusively'>

export type RebuildOptions = {
  signal?: AbortSignal | undefined
  /** Called after each page with the number of games read so far. */
  onProgress?: ((games: number) => void) | undefined
}

/** Result of a rebuild: the new index and the number of games in it. */
export type Rebuilt = { index: string; games: number }

/**
 * Fills a new index from Postgres, checks that it holds every live game, and replaces the old index in one atomic step.
 *
 * The old index answers searches until then. Games that change meanwhile stay in the outbox for the new index; those it already
 * holds in the queued version are removed from the outbox.
 *
 * @throws {Failure} `run_active` if another rebuild is running; `index_failed`, `store_unreachable`, `store_refused`: the old index
 * stays in place unless it was replaced before the failure; an abort error once `signal` is aborted
 */
export const rebuildIndex = (
  stores: Rebuilding,
  elasticsearch: Elasticsearch,
  options: RebuildOptions = {},
): Promise<Rebuilt> => onElasticsearch(() => rebuild(stores, elasticsearch, options))

/**
 * Rebuilds the index if it is missing or of another mapping version; otherwise does nothing and returns `'present'`.
 *
 * @throws {Failure} as `rebuildIndex`
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

/** Rebuilds under the lock `index.rebuild`, which ends with the connection of a process that is killed. */
async function rebuild(
  { db, exclusively }: Rebuilding,
  elasticsearch: Elasticsearch,
  options: RebuildOptions,
): Promise<Rebuilt> {
  const rebuilt = await exclusively('index.rebuild', () => rebuildLocked(db, elasticsearch, options))
  if (rebuilt !== 'taken') return rebuilt
  throw new Failure('run_active', 'Another process is rebuilding the index: wait until it has finished.')
}

async function rebuildLocked(db: Db, elasticsearch: Elasticsearch, options: RebuildOptions): Promise<Rebuilt> {
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

/** Drops the new index of a failed rebuild, unless it is served already. If Elasticsearch is unreachable, the next rebuild drops it. */
async function dropUnserved({ client, alias }: Elasticsearch, index: string): Promise<void> {
  const served = await servedIndex(client, alias).catch(() => index)
  if (served !== index) await dropIndex(client, index)
}

/** Indexes every live game, checks that the index counts as many, and returns the number. */
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
  await refreshIndex(client, index)
  const count = await countDocuments(client, index)
  if (count !== games) throw incomplete(count, games, refused)
  return games
}

const incomplete = (count: number, games: number, refused: readonly RefusedOperation[]): Failure => {
  const reasons = refused.map(({ id, reason }) => `${id}: ${reason}`).join('; ')
  const why = reasons ? ` Refused: ${reasons}.` : ''
  return new Failure(
    'index_failed',
    `The new index holds ${count} of ${games} games and was dropped; the old index, if there is one, still answers.${why} Run the same command again.`,
  )
}
