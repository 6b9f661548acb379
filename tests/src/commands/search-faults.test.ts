import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { connect } from '#db/connect'
import { createElasticsearchClient } from '#db/search/elasticsearch/client'
import type { SearchFault } from '#db/search/engine'
import { createSearch } from '#db/search/search'
import { searchFaults } from '#src/commands/search-faults'
import { type Fault, startFaultServer } from '#tests/db/search/fault-server'
import { ask, createTestApp } from '#tests/support/client'
import { createTestStores, type TestStores } from '#tests/support/stores'

const CANARY = 'canary-of-the-query'
const KEY = 'canary-of-the-key'

let stores: TestStores

beforeAll(async () => {
  stores = await createTestStores()
})
afterAll(() => stores[Symbol.asyncDispose]())

/** Returns a log in memory, with a clock that changes only with `minutes`. */
function memoryLog() {
  const clock = { minutes: 0 }
  const lines: object[] = []
  const onDegraded = searchFaults(
    { warn: (code, fields) => lines.push(JSON.parse(JSON.stringify({ code, ...fields }))) },
    () => clock.minutes * 60_000,
  )
  return { clock, lines, onDegraded }
}

/** Asks the service four times, the last time a minute later, and returns the lines of the log. */
async function whileSearching(url: string, deadlineMs = 10_000): Promise<object[]> {
  const { clock, lines, onDegraded } = memoryLog()
  const client = createElasticsearchClient({ url, apiKey: KEY })
  const search = createSearch(stores.db, { client, alias: 'games' }, { deadlineMs, onDegraded })
  const app = createTestApp({ ...stores, search })
  for (clock.minutes of [0, 0.5, 0.9, 1]) {
    const response = await ask(app, `/v1/search?q=${CANARY}`)
    expect(await response.json()).toMatchObject({ engine: 'postgres', degraded: true })
  }
  await client.close()
  return lines
}

const line = (cause: object) => ({ code: 'search_degraded', ...cause, message: expect.stringContaining('check that') })

describe('a degraded search says why in the log, once per cause and minute', () => {
  test.each<[string, Fault, object]>([
    ['answers 500', 500, { name: 'ResponseError', status: 500, reason: 'fault' }],
    ['answers 503', 503, { name: 'ResponseError', status: 503, reason: 'fault' }],
    ['refuses the key', 401, { name: 'ResponseError', status: 401, reason: 'fault' }],
    ['is slow', 'hang', { name: 'RequestAbortedError', reason: 'timeout' }],
    ['breaks the connection', 'reset', { name: 'ConnectionError' }],
  ])('when Elasticsearch %s', async (_, fault, cause) => {
    await using server = startFaultServer({ request: () => fault })
    const url = server.url.replace('//', '//user:canary-of-the-url@')
    const lines = await whileSearching(url, fault === 'hang' ? 50 : undefined)
    expect(lines).toMatchObject([line(cause), line(cause)])
    expect(JSON.stringify(lines)).not.toContain('canary')
  })

  test('when Elasticsearch is not there', async () => {
    const cause = { name: 'ConnectionError', reason: 'ECONNREFUSED' }
    expect(await whileSearching('http://127.0.0.1:9')).toEqual([
      line({ ...cause, count: 1 }),
      line({ ...cause, count: 2 }),
    ])
  })

  test('each cause by itself', () => {
    const { clock, lines, onDegraded } = memoryLog()
    const away: SearchFault = { name: 'ConnectionError', reason: 'ECONNREFUSED' }
    const busy: SearchFault = { name: 'ResponseError', status: 429 }
    for (const fault of [away, busy, away, busy, busy]) onDegraded(fault)
    expect(lines).toEqual([line({ ...away, count: 1 }), line({ ...busy, count: 1 })])
    clock.minutes = 1
    onDegraded(busy)
    expect(lines.slice(2)).toEqual([line({ ...away, count: 1 }), line({ ...busy, count: 2 })])
  })
})

test.skipIf(!process.env.TEST_DATABASE_URL)('connect passes the options of search on', async () => {
  const { lines, onDegraded } = memoryLog()
  const elasticsearch = {
    elasticsearchUrl: 'http://127.0.0.1:9',
    elasticsearchApiKey: KEY,
    elasticsearchCaFile: undefined,
    elasticsearchIndex: 'games',
  }
  const places = { databaseUrl: stores.databaseUrl, dataDir: '', ...elasticsearch }
  await using connected = await connect(places, { onDegraded })
  const request = { q: CANARY, filters: {}, facets: [], limit: 1 }
  expect(await connected.search.search(request)).toMatchObject({ degraded: true })
  expect(lines).toEqual([line({ name: 'ConnectionError', reason: 'ECONNREFUSED', count: 1 })])
})
