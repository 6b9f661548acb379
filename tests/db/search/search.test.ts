import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { createElasticsearchClient } from '#db/search/elasticsearch/client'
import type { SearchFault } from '#db/search/engine'
import { rebuildIndex } from '#db/search/rebuild'
import { createSearch } from '#db/search/search'
import { createBreaker } from '#lib/breaker'
import { createTestStores, type TestStores } from '#tests/support/stores'
import { aCatalogue } from './catalogue'
import { createTestElasticsearch, describeElasticsearch } from './elasticsearch-suite'
import { startFaultServer } from './fault-server'
import { GAMES } from './games'

let stores: TestStores
const ZELDAS = GAMES.filter(({ title }) => title.includes('Zelda')).length
const zelda = { q: 'zelda', filters: {}, facets: [], limit: 5 }

beforeAll(async () => {
  stores = await createTestStores()
  await aCatalogue(stores.db)
})
afterAll(() => stores[Symbol.asyncDispose]())

describe('search of the service', () => {
  test('without Elasticsearch Postgres answers, and that is not degraded', async () => {
    const search = createSearch(stores.db)
    expect(search.engine).toBe('postgres')
    expect(await search.search(zelda)).toMatchObject({ engine: 'postgres', degraded: false, total: { value: ZELDAS } })
  })

  test('while Elasticsearch fails Postgres answers, marked degraded, and every answer reports why', async () => {
    await using server = startFaultServer({ request: () => 503 })
    const faults: SearchFault[] = []
    const elasticsearch = { client: createElasticsearchClient({ url: server.url }), alias: 'games' }
    const search = createSearch(stores.db, elasticsearch, { onDegraded: (fault) => faults.push(fault) })
    expect(search.engine).toBe('elasticsearch')
    for (let times = 0; times < 5; times++)
      expect(await search.search(zelda)).toMatchObject({ engine: 'postgres', degraded: true, total: { value: ZELDAS } })
    expect(faults).toEqual(Array(5).fill({ name: 'ResponseError', status: 503, reason: 'fault' }))
    // After three failures in a row Elasticsearch is not asked for a while.
    expect(server.requests()).toBe(3)
  })

  test('an Elasticsearch that never answers delays a search by the deadline only', async () => {
    using server = Bun.serve({ port: 0, fetch: () => new Promise<Response>(() => {}) })
    const elasticsearch = {
      client: createElasticsearchClient({ url: `http://127.0.0.1:${server.port}` }),
      alias: 'games',
    }
    const search = createSearch(stores.db, elasticsearch, { deadlineMs: 50 })
    expect(await search.search(zelda)).toMatchObject({ engine: 'postgres', degraded: true })
  })
})

describeElasticsearch('search with a real Elasticsearch', () => {
  const elasticsearch = createTestElasticsearch()
  afterAll(() => elasticsearch[Symbol.asyncDispose]())

  test('without an index Postgres answers, and with one Elasticsearch', async () => {
    const search = createSearch(stores.db, elasticsearch)
    expect(await search.search(zelda)).toMatchObject({ engine: 'postgres', degraded: true })
    await rebuildIndex(stores, elasticsearch)
    expect(await search.search(zelda)).toMatchObject({
      engine: 'elasticsearch',
      degraded: false,
      total: { value: ZELDAS },
    })
  })
})

describe('the breaker', () => {
  test('opens after failures in a row, allows one trial call after a while, and closes when that succeeds', () => {
    let now = 0
    const breaker = createBreaker({ failures: 2, openMs: 100, now: () => now })
    breaker.failed()
    breaker.succeeded()
    breaker.failed()
    expect(breaker.allows()).toBe(true)
    breaker.failed()
    expect(breaker.allows()).toBe(false)
    now = 100
    expect([breaker.allows(), breaker.allows()]).toEqual([true, false])
    breaker.succeeded()
    expect([breaker.allows(), breaker.allows()]).toEqual([true, true])
  })
})
