import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { createElasticsearchClient } from '#db/search/elasticsearch/client'
import type { SearchFault } from '#db/search/engine'
import { rebuildIndex } from '#db/search/rebuild'
import { createSearch, type SearchOptions } from '#db/search/search'
import { createBreaker } from '#lib/breaker'
import { type HostileElasticsearch, startHostileElasticsearch } from '#tests/support/hostile-elasticsearch'
import { HOSTILE_MODES, type HostileMode } from '#tests/support/hostile-responses'
import { createTestStores, type TestStores } from '#tests/support/stores'
import { makeCertificate } from '#tests/support/tls'
import { aCatalogue } from './catalogue'
import { createTestElasticsearch, describeElasticsearch } from './elasticsearch-suite'

const ZELDA = { q: 'zelda', filters: {}, facets: [], limit: 5 }
/** A degraded answer is promised within 1.5 s; the rest is for a machine that does other things, too. */
const MARGIN_MS = 3_000

const FAULTS: Record<Exclude<HostileMode, 'well'>, SearchFault> = {
  refused: { name: 'ConnectionError', reason: 'ECONNREFUSED' },
  reset: { name: 'ConnectionError', reason: 'ECONNRESET' },
  garbage: { name: 'ConnectionError', reason: 'Malformed_HTTP_Response' },
  'hung-head': { name: 'RequestAbortedError', reason: 'timeout' },
  'hung-body': { name: 'RequestAbortedError', reason: 'timeout' },
  drip: { name: 'RequestAbortedError', reason: 'timeout' },
  redirect: { name: 'ResponseError', status: 301, reason: 'redirect' },
  unauthorized: { name: 'ResponseError', status: 401, reason: 'security_exception' },
  busy: { name: 'ResponseError', status: 429, reason: 'circuit_breaking_exception' },
  'error-page': { name: 'ResponseError', status: 500 },
  html: { name: 'DeserializationError', reason: 'unexpected_response' },
  truncated: { name: 'DeserializationError', reason: 'malformed_json' },
  object: { name: 'DeserializationError', reason: 'unexpected_response' },
  array: { name: 'DeserializationError', reason: 'unexpected_response' },
  null: { name: 'DeserializationError', reason: 'unexpected_response' },
  'bare-hits': { name: 'DeserializationError', reason: 'unexpected_response' },
  'other-product': { name: 'ProductNotSupportedError', reason: 'other_product' },
  huge: { name: 'DeserializationError', reason: 'response_too_large' },
}
const MODES = HOSTILE_MODES.filter((mode) => mode !== 'well')

let stores: TestStores
let hostile: HostileElasticsearch

beforeAll(async () => {
  stores = await createTestStores()
  await aCatalogue(stores.db)
  hostile = await startHostileElasticsearch()
})
afterAll(async () => {
  await hostile[Symbol.asyncDispose]()
  await stores[Symbol.asyncDispose]()
})

/** Returns a search over an Elasticsearch, and the faults that it reported. */
function searchOver(url: string, { alias = 'games', ...options }: SearchOptions & { alias?: string } = {}) {
  const faults: SearchFault[] = []
  const client = createElasticsearchClient({ url })
  const onDegraded = (fault: SearchFault) => faults.push(fault)
  return { ...createSearch(stores.db, { client, alias }, { onDegraded, ...options }), faults }
}

describe('while Elasticsearch is hostile', () => {
  test.each(MODES)('Postgres answers in time and the fault is named: %s', async (mode) => {
    await hostile.become(mode)
    const { search, isUp, faults } = searchOver(hostile.url)
    const began = performance.now()
    expect(await search(ZELDA)).toMatchObject({ engine: 'postgres', degraded: true, hits: expect.any(Array) })
    expect(performance.now() - began).toBeLessThan(MARGIN_MS)
    expect(faults).toEqual([FAULTS[mode]])
    expect(await isUp()).toBe(false)
  })

  test.each(MODES)('the breaker opens, and Elasticsearch is left alone: %s', async (mode) => {
    await hostile.become(mode)
    const { search } = searchOver(hostile.url, { deadlineMs: 100 })
    for (let times = 0; times < 3; times++) await search(ZELDA)
    const before = hostile.requests()
    expect(await search(ZELDA)).toMatchObject({ degraded: true })
    expect(hostile.requests()).toBe(before)
  })

  test.each(['hung-head', 'hung-body', 'drip', 'huge', 'redirect'] as const)(
    'no socket is left open by 200 searches: %s',
    async (mode) => {
      await hostile.become(mode)
      const breaker = { allows: () => true, isOpen: () => false, succeeded() {}, failed() {} }
      const { search } = searchOver(hostile.url, { deadlineMs: 100, breaker })
      for (let round = 0; round < 10; round++) await Promise.all(Array.from({ length: 20 }, () => search(ZELDA)))
      for (let waits = 0; waits < 50 && hostile.connections() > 20; waits++) await Bun.sleep(100)
      // A redirect is a whole response: its connections are kept for the next requests.
      expect(hostile.connections()).toBeLessThanOrEqual(20)
    },
    30_000,
  )

  test('a body of 100 MB is not read into memory', async () => {
    await hostile.become('huge')
    const { search } = searchOver(hostile.url, {
      breaker: { allows: () => true, isOpen: () => false, succeeded() {}, failed() {} },
    })
    await search(ZELDA)
    Bun.gc(true)
    const before = process.memoryUsage.rss()
    for (let times = 0; times < 20; times++) await search(ZELDA)
    expect(process.memoryUsage.rss() - before).toBeLessThan(100_000_000)
  })

  test('a certificate that nobody vouches for is named', async () => {
    const tls = makeCertificate()
    await using server = await startHostileElasticsearch({ tls })
    await server.become('object')
    const { search, faults } = searchOver(server.url)
    expect(await search(ZELDA)).toMatchObject({ degraded: true })
    expect(faults).toEqual([{ name: 'ConnectionError', reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' }])
  })

  test('a certificate is accepted if ELASTICSEARCH_CA_FILE vouches for it', async () => {
    const tls = makeCertificate()
    await using server = await startHostileElasticsearch({ tls })
    await server.become('unauthorized')
    const client = createElasticsearchClient({ url: server.url, ca: tls.cert })
    await expect(client.info()).rejects.toThrow('security_exception')
  })
})

describeElasticsearch('once Elasticsearch is well again', () => {
  const elasticsearch = createTestElasticsearch()
  const { alias } = elasticsearch
  beforeAll(() => rebuildIndex(stores, elasticsearch))
  afterAll(() => elasticsearch[Symbol.asyncDispose]())

  test('it answers, after every fault', async () => {
    const breaker = createBreaker({ failures: 3, openMs: 50 })
    const { search, isUp } = searchOver(hostile.url, { alias, deadlineMs: 1000, breaker })
    for (const mode of MODES) {
      await hostile.become(mode)
      for (let times = 0; times < 3; times++) await search(ZELDA)
      await hostile.become('well')
      await Bun.sleep(60)
      expect([mode, (await search(ZELDA)).degraded, await isUp()]).toEqual([mode, false, true])
    }
  }, 60_000)

  test('after a restart the broken connection costs no degraded answer', async () => {
    const { search, faults } = searchOver(hostile.url, { alias })
    await hostile.become('well')
    for (let times = 0; times < 10; times++) {
      await search(ZELDA)
      await hostile.become('refused')
      await hostile.become('well')
    }
    expect(faults).toEqual([])
  })
})
