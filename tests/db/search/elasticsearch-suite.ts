import { describe } from 'bun:test'
import { createElasticsearchClient, type Elasticsearch } from '#db/search/elasticsearch/client'

const SERVER = process.env.TEST_ELASTICSEARCH_URL

/** Describes a suite that needs a real Elasticsearch. Without TEST_ELASTICSEARCH_URL it is skipped, and its name says why. */
export const describeElasticsearch = (name: string, suite: () => void): void => {
  if (SERVER) describe(name, suite)
  else describe.skip(`${name} (TEST_ELASTICSEARCH_URL is not set)`, suite)
}

/** Returns a client and an alias for one test file; closing it drops every index of the alias. */
export function createTestElasticsearch(): Elasticsearch & AsyncDisposable {
  const client = createElasticsearchClient({ url: SERVER ?? 'http://127.0.0.1:9' })
  const alias = `test-${crypto.randomUUID().slice(0, 8)}-games`
  return {
    client,
    alias,
    async [Symbol.asyncDispose]() {
      const indices = Object.keys(await client.indices.get({ index: `${alias}*`, features: ['aliases'] }))
      for (const index of indices) await client.indices.delete({ index })
      await client.close()
    },
  }
}
