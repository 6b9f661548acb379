import { describe } from 'bun:test'
import { createElasticsearchClient, type Elasticsearch } from '#db/search/elasticsearch/client'

const SERVER = process.env.TEST_ELASTICSEARCH_URL

/** Names a suite that needs a real Elasticsearch; without TEST_ELASTICSEARCH_URL it is skipped, and its name says why. */
export const describeElasticsearch = (name: string, suite: () => void): void => {
  if (SERVER) describe(name, suite)
  else describe.skip(`${name} (TEST_ELASTICSEARCH_URL is not set)`, suite)
}

/** An alias of a test file's own; every index behind it is dropped when closed. */
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
