import { afterAll, beforeAll, expect, test } from 'bun:test'
import { noDifferences } from '#db/search/differences'
import type { Elasticsearch } from '#db/search/elasticsearch/client'
import { verifyIndex } from '#db/search/verify'
import { createTestElasticsearch, describeElasticsearch } from '#tests/db/search/elasticsearch-suite'
import { load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

describeElasticsearch('the end of a run', () => {
  let stores: TestStores
  let elasticsearch: Elasticsearch & AsyncDisposable

  beforeAll(async () => {
    stores = await createTestStores()
    elasticsearch = createTestElasticsearch()
  })
  afterAll(async () => {
    await elasticsearch[Symbol.asyncDispose]()
    await stores[Symbol.asyncDispose]()
  })

  const source = memorySource('a', [
    [
      { key: '1', title: 'Elite' },
      { key: '2', title: 'Tetris' },
    ],
  ])
  const indexed = noDifferences()

  test('that could not be indexed is indexed by the next run, which creates a missing index', async () => {
    const gone = createTestElasticsearch().client.child({ maxRetries: 0 })
    await gone.close()
    const down = { ...stores, elasticsearch: { client: gone, alias: elasticsearch.alias } }
    await expect(load(down, source)).rejects.toThrow()
    const report = await load({ ...stores, elasticsearch }, source)
    expect(report).toMatchObject({ read: 2, accepted: 2, indexed: 2, games: { created: 2 } })
    expect(await verifyIndex(stores.db, elasticsearch)).toEqual(indexed)
  })

  test('adds later games to the existing index', async () => {
    const report = await load({ ...stores, elasticsearch }, memorySource('b', [[{ key: '3', title: 'Doom' }]]))
    expect(report.indexed).toBe(1)
    expect(await verifyIndex(stores.db, elasticsearch)).toEqual(indexed)
  })
})
