import { createElasticsearchClient } from '#db/search/elasticsearch/client'
import type { Source } from '#seed/contract/source'
import { databaseSource } from './read'

/** Address of the Elasticsearch for tests; an unused one without TEST_ELASTICSEARCH_URL. */
export const SERVER = process.env.TEST_ELASTICSEARCH_URL ?? 'http://127.0.0.1:9'

/** A document of a test. */
export type Document = Record<string, unknown>

/** Returns the nth game of an index. */
export const gameOf = (n: number): Document => ({
  id: n,
  slug: `game-${n}`,
  title: Bun.hash(String(n)).toString(36),
  year: 1980 + (n % 40),
})

/** Creates indices for one test file, by a short name; closing deletes them all. */
export function createIndices() {
  const client = createElasticsearchClient({ url: SERVER })
  const prefix = `test-${crypto.randomUUID().slice(0, 8)}`
  const nameOf = (name: string) => `${prefix}-${name}`
  return {
    client,
    nameOf,
    source: (name: string, members: Record<string, unknown> = {}): Source =>
      databaseSource({ format: 'elasticsearch', from: SERVER, index: nameOf(name), ...members }),
    async fill(name: string, documents: readonly Document[], mappings: object = {}): Promise<void> {
      const index = nameOf(name)
      await client.indices.create({ index, settings: { number_of_shards: 2, number_of_replicas: 0 }, mappings })
      for (let at = 0; at < documents.length; at += 5_000) {
        const lines = documents.slice(at, at + 5_000).flatMap((it, n) => [{ index: { _id: `d${at + n}` } }, it])
        await client.bulk({ index, operations: lines })
      }
      await client.indices.refresh({ index })
    },
    /** Returns the number of open points in time of this index. */
    async openPointsInTime(name: string): Promise<number> {
      const { _all: all } = await client.indices.stats({ index: nameOf(name), metric: 'search' })
      return Number(all.total?.search?.open_contexts ?? 0)
    },
    async [Symbol.asyncDispose]() {
      for (const index of Object.keys(await client.indices.get({ index: `${prefix}-*`, features: ['aliases'] })))
        await client.indices.delete({ index })
      await client.close()
    },
  }
}
