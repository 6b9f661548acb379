import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'
import { Failure } from '#lib/errors'
import type { Elasticsearch } from './elasticsearch/client'
import { bucketOf, hashOf } from './elasticsearch/document'
import { onElasticsearch } from './elasticsearch/failure'
import { servedIndex } from './elasticsearch/indices'
import { type Indexed, indexedGames, indexSums, type Sum } from './elasticsearch/sums'
import { enqueue } from './outbox'

const FAULTS = ['missing', 'extra', 'stale', 'ahead'] as const

/**
 * Ids of games whose document differs, games in the outbox left out. `missing`: no document. `extra`: a document without a live game.
 * `stale`: an older version. `ahead`: a newer version, as after Postgres was restored from a backup; only a rebuild repairs it.
 */
export type Differences = Record<(typeof FAULTS)[number], string[]>

type Live = { id: string; version: number }

/**
 * Compares the whole index with Postgres by a sum of hashes per bucket, and reads ids and versions only in buckets that differ.
 *
 * With `repair` it queues the games it found, except `ahead`. (Default: false)
 *
 * @throws {Failure} `store_unreachable`, `store_refused`, `index_failed`
 */
export const verifyIndex = (
  db: Db,
  elasticsearch: Elasticsearch,
  { repair = false }: { repair?: boolean } = {},
): Promise<Differences> =>
  onElasticsearch(async () => {
    await requireIndex(elasticsearch)
    await elasticsearch.client.indices.refresh({ index: elasticsearch.alias })
    const differences: Differences = { missing: [], extra: [], stale: [], ahead: [] }
    for (const bucket of await differingBuckets(db, elasticsearch)) {
      const live = await liveGames(db, bucket)
      const indexed = await indexedGames(elasticsearch, bucket)
      const found = compare(live, indexed, await pendingIds(db, bucket))
      for (const fault of FAULTS) differences[fault].push(...found[fault])
      if (repair) await enqueue(db, toRepair(live, indexed, found))
    }
    return differences
  })

async function requireIndex({ client, alias }: Elasticsearch): Promise<void> {
  if (await servedIndex(client, alias)) return
  throw new Failure(
    'index_failed',
    'There is no search index to compare with: create it with bun run seed index --rebuild.',
  )
}

async function differingBuckets(db: Db, elasticsearch: Elasticsearch): Promise<string[]> {
  const inPostgres = await rowsOf<Sum>(
    db,
    sql`select ${bucketOf} as bucket, count(*)::int as count, sum(${hashOf})::float8 as sum
      from game where merged_into is null group by 1`,
  )
  const ours = new Set(inPostgres.map(textOfSum))
  const theirs = new Set((await indexSums(elasticsearch)).map(textOfSum))
  return [...new Set([...ours.symmetricDifference(theirs)].map((text) => text.slice(0, 2)))].sort()
}

const textOfSum = ({ bucket, count, sum }: Sum): string => `${bucket}:${count}:${sum}`

const liveGames = (db: Db, bucket: string): Promise<Live[]> =>
  rowsOf<Live>(db, sql`select id, version from game where merged_into is null and ${bucketOf} = ${bucket}`)

async function pendingIds(db: Db, bucket: string): Promise<Set<string>> {
  const rows = await rowsOf<{ id: string }>(
    db,
    sql`select game_id as id from search_outbox where right(game_id::text, 2) = ${bucket}`,
  )
  return new Set(rows.map(({ id }) => id))
}

function compare(live: readonly Live[], indexed: readonly Indexed[], pending: Set<string>): Differences {
  const inIndex = new Map(indexed.map(({ id, version }) => [id, version]))
  const alive = new Set(live.map(({ id }) => id))
  const extra = indexed.map(({ id }) => id).filter((id) => !alive.has(id) && !pending.has(id))
  const found: Differences = { missing: [], extra, stale: [], ahead: [] }
  for (const { id, version } of live) {
    const fault = pending.has(id) ? undefined : faultOf(version, inIndex.get(id))
    if (fault) found[fault].push(id)
  }
  return found
}

function faultOf(version: number, indexed: number | undefined): 'missing' | 'stale' | 'ahead' | undefined {
  if (indexed === undefined) return 'missing'
  if (indexed === version) return undefined
  return indexed < version ? 'stale' : 'ahead'
}

/** Returns missing and stale games with their versions, and extra documents with the next version, under which they can be deleted. */
function toRepair(live: readonly Live[], indexed: readonly Indexed[], found: Differences): Live[] {
  const lacking = new Set([...found.missing, ...found.stale])
  const extra = new Set(found.extra)
  return [
    ...live.filter(({ id }) => lacking.has(id)),
    ...indexed.filter(({ id }) => extra.has(id)).map(({ id, version }) => ({ id, version: version + 1 })),
  ]
}
