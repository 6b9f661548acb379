import type { Db } from '#db/stores'
import { Failure } from '#lib/errors'
import { readSuspects } from './compare'
import { confirmDifferences } from './confirm'
import { type DifferenceKind, type Differences, noDifferences } from './differences'
import type { Elasticsearch } from './elasticsearch/client'
import { onElasticsearch } from './elasticsearch/failure'
import { refreshIndex, servedIndices } from './elasticsearch/indices'

const SUSPECTS_AT_ONCE = 500

export type VerifyOptions = {
  signal?: AbortSignal | undefined
  /** Called after each page with the number of games compared so far. */
  onProgress?: ((games: number) => void) | undefined
}

/**
 * Compares every document of the index with its game in Postgres: id, version and every value. Changes nothing.
 *
 * @throws {Failure} `store_unreachable`, `store_refused`, `index_failed`; an abort error once `signal` is aborted
 */
export const verifyIndex = (
  db: Db,
  elasticsearch: Elasticsearch,
  { signal, onProgress }: VerifyOptions = {},
): Promise<Differences> =>
  onElasticsearch(async () => {
    await requireOneIndex(elasticsearch)
    await refreshIndex(elasticsearch.client, elasticsearch.alias)
    const kinds = new Map<string, DifferenceKind>()
    const confirm = async (suspects: ReadonlySet<string>) => {
      signal?.throwIfAborted()
      for (const { id, kind } of await confirmDifferences(db, elasticsearch, [...suspects])) kinds.set(id, kind)
    }
    const suspects = new Set<string>()
    for await (const id of readSuspects(db, elasticsearch, onProgress)) {
      suspects.add(id)
      if (suspects.size < SUSPECTS_AT_ONCE) continue
      await confirm(suspects)
      suspects.clear()
    }
    await confirm(suspects)
    return byKind(kinds)
  })

function byKind(kinds: ReadonlyMap<string, DifferenceKind>): Differences {
  const differences = noDifferences()
  for (const [id, kind] of kinds) differences[kind].push(id)
  return differences
}

async function requireOneIndex({ client, alias }: Elasticsearch): Promise<void> {
  const { length } = await servedIndices(client, alias)
  if (length === 1) return
  throw new Failure(
    'index_failed',
    length === 0
      ? 'There is no search index to compare with: create it with bun run seed index --rebuild.'
      : `The alias of the search index points to ${length} indices instead of one: mend it with bun run seed index --rebuild.`,
  )
}
