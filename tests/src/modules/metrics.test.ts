import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { openStores } from '#db/connect'
import { createElasticsearchClient } from '#db/search/elasticsearch/client'
import { countQueued } from '#db/search/outbox'
import { createSearch } from '#db/search/search'
import { parseConfig } from '#lib/config'
import { createApp } from '#src/app'
import { createLifecycle } from '#src/http/phase'
import { createMetrics } from '#src/metrics/metrics'
import { createPerson } from '#tests/support/accounts'
import { ask, createTestApp, testConfig, testToken } from '#tests/support/client'
import { readExposition } from '#tests/support/exposition'
import { insertGames } from '#tests/support/games'
import { createMemoryLog } from '#tests/support/memory-log'
import { load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

const TOKEN = 'a-token-of-the-tests-longer-than-32-characters'
const CANARY = 'canary-4711'

let stores: TestStores
let dataDir: string
beforeAll(async () => {
  stores = await createTestStores()
  dataDir = await mkdtemp(join(tmpdir(), 'vestim-metrics-'))
})
afterAll(async () => {
  await stores[Symbol.asyncDispose]()
  await rm(dataDir, { recursive: true, force: true })
})

const serve = (over: Partial<TestStores> = {}) => createTestApp({ ...stores, ...over }, { metricsToken: TOKEN })
type Served = ReturnType<typeof serve>

const scrape = async (app: Served) => {
  const response = await ask(app, '/metrics', { headers: { authorization: `Bearer ${TOKEN}` } })
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
  ])
  expect(response.headers.get('cache-control')).toBe('no-store')
  return readExposition(await response.text())
}

/** Returns the value of a sample; `undefined` if there is none with these labels. */
async function sampleValue(app: Served, name: string, labels: Record<string, string> = {}) {
  const metric = [...(await scrape(app)).values()].flatMap(({ samples }) => samples)
  const wanted = Object.entries(labels)
  return metric.find((sample) => sample.name === name && wanted.every(([key, value]) => sample.labels[key] === value))
    ?.value
}

describe('who may read the metrics', () => {
  test('nobody unless METRICS_TOKEN is set: they are an unknown path, whatever is sent', async () => {
    const app = createTestApp(stores, { metricsToken: undefined })
    const { tokens } = await createPerson(app, stores.db, 'unset@example.org', 'admin')
    for (const token of ['', 'undefined', TOKEN, tokens.accessToken, await testToken('admin')]) {
      const response = await ask(app, '/metrics', { headers: token ? { authorization: `Bearer ${token}` } : {} })
      const { requestId: _, ...unknown } = (await (await ask(app, '/health/none', { headers: {} })).json()) as Record<
        string,
        unknown
      > // safe: a problem
      expect(await response.json()).toEqual({ ...unknown, requestId: expect.any(String) })
      expect(response.status).toBe(404)
    }
    for (const path of ['/metrics?x=1', '/metrics/']) expect((await ask(app, path, { headers: {} })).status).toBe(404)
    expect((await ask(app, '/metrics', { method: 'POST', headers: {} })).status).toBe(404)
    expect(await (await ask(app, '/swagger/json', { headers: {} })).text()).not.toContain('/metrics')
  })

  test('only METRICS_TOKEN as a bearer token', async () => {
    const app = serve()
    const person = await createPerson(app, stores.db, 'set@example.org', 'admin')
    const { body } = await person.send('POST', '/v1/me/keys', { name: 'all', scopes: ['read'] })
    const wrong: Record<string, string>[] = [
      {},
      { authorization: TOKEN },
      { authorization: `Basic ${btoa(`x:${TOKEN}`)}` },
      { authorization: `Bearer ${TOKEN}x` },
      { authorization: `Bearer ${TOKEN.slice(1)}` },
      { authorization: 'Bearer' },
      { 'x-api-key': TOKEN },
      { 'x-api-key': String(body.key) },
      { authorization: `Bearer ${person.tokens.accessToken}` },
      { authorization: `Bearer ${await testToken('admin')}` },
    ]
    for (const headers of wrong) {
      const response = await ask(app, '/metrics', { headers })
      expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
      expect(await response.json()).toMatchObject({ code: 'unauthenticated' })
    }
    for (const query of [`token=${TOKEN}`, 'x=1'])
      expect((await ask(app, `/metrics?${query}`, { headers: {} })).status).toBe(401)
    expect((await scrape(app)).has('vestim_build_info')).toBe(true)
  })

  test('it opens nothing else', async () => {
    const headers = { authorization: `Bearer ${TOKEN}` }
    for (const path of ['/v1/games', '/v1/me', '/v1/admin/accounts', '/v1/runs'])
      expect((await ask(serve(), path, { headers })).status).toBe(401)
  })

  test('also while the service waits for its stores', async () => {
    const app = createApp({
      stores,
      config: { ...testConfig, metricsToken: TOKEN },
      log: createMemoryLog().log,
      lifecycle: createLifecycle('starting'),
    })
    expect((await scrape(app)).has('vestim_build_info')).toBe(true)
  })
})

describe('the metrics', () => {
  test('count requests by route and status, without anything that was sent', async () => {
    const app = serve()
    for (const path of ['/v1/games', '/v1/games', `/v1/games/${CANARY}`, `/${CANARY}`, `/v1/search?q=${CANARY}`])
      await ask(app, path)
    // Bun takes a method that it does not know for GET.
    await ask(app, '/v1/games', { method: CANARY, headers: { authorization: `Bearer ${CANARY}`, cookie: CANARY } })
    await ask(app, '/v1/games', { headers: {} })
    const requests = [...((await scrape(app)).get('vestim_http_requests_total')?.samples ?? [])]
    expect(requests.map(({ labels: { method, route, status }, value }) => [method, route, status, value])).toEqual([
      ['GET', '/v1/games', '200', 2],
      ['GET', '/v1/games/:slug', '404', 1],
      ['GET', 'none', '404', 1],
      ['GET', '/v1/search', '200', 1],
      ['GET', '/v1/games', '401', 2],
    ])
    const count = { method: 'GET', route: '/v1/games' }
    expect(await sampleValue(app, 'vestim_http_request_duration_seconds_count', count)).toBeGreaterThanOrEqual(3)
    const response = await ask(app, '/metrics', { headers: { authorization: `Bearer ${TOKEN}` } })
    expect(await response.text()).not.toContain(CANARY)
  })

  test('have the same series however many different things are asked for', async () => {
    const app = serve()
    const ask10 = async (from: number) => {
      for (let at = from; at < from + 10; at++)
        await Promise.all([`/v1/games/x${at}`, `/x${at}`, `/v1/games?x${at}=1`].map((path) => ask(app, path)))
      return [...(await scrape(app)).values()].flatMap(({ samples }) => samples).length
    }
    await ask10(0)
    expect(await ask10(100)).toBe(await ask10(200))
  })

  test('have the runs, the last backup and the process', async () => {
    await load(stores, memorySource('a"b', [[{ key: 'elite', title: 'Elite' }]]))
    await stores.db.execute(sql`insert into last_backup (taken_at) values ('2026-01-02T03:04:05Z')`)
    const app = serve()
    expect(await sampleValue(app, 'vestim_runs', { source: 'a"b', status: 'done' })).toBe(1)
    const finished = await sampleValue(app, 'vestim_run_last_finished_timestamp_seconds', { source: 'a"b' })
    expect(Math.abs(Date.now() / 1000 - (finished ?? 0))).toBeLessThan(120)
    expect(await sampleValue(app, 'vestim_last_backup_timestamp_seconds')).toBe(Date.UTC(2026, 0, 2, 3, 4, 5) / 1000)
    expect(await sampleValue(app, 'vestim_store_up', { store: 'postgres' })).toBe(1)
    expect(await sampleValue(app, 'vestim_build_info', { bun: Bun.version })).toBe(1)
    expect(await sampleValue(app, 'process_resident_memory_bytes')).toBeGreaterThan(1e7)
    expect(await sampleValue(app, 'vestim_http_requests_waiting')).toBe(0)
  })

  test('have the outbox where there is an Elasticsearch, and what its breakers do', async () => {
    await using served = await withElasticsearch()
    await insertGames(stores.db, [{ title: 'Tetris' }, { title: 'Sokoban' }])
    await stores.db.execute(sql`update search_outbox set queued_at = now() - interval '90 seconds'`)
    const queued = (await countQueued(stores.db)).queued
    expect(queued).toBeGreaterThanOrEqual(2)
    expect(await sampleValue(serve(), 'vestim_outbox_games')).toBeUndefined()
    expect(await sampleValue(served.app, 'vestim_outbox_games')).toBe(queued)
    expect(await sampleValue(served.app, 'vestim_outbox_oldest_seconds')).toBeGreaterThanOrEqual(90)
    expect(await sampleValue(served.app, 'vestim_search_breaker_open', { call: 'search' })).toBe(0)
    for (let at = 0; at < 4; at++) await ask(served.app, '/v1/search?q=x')
    expect(await sampleValue(served.app, 'vestim_search_breaker_open', { call: 'search' })).toBe(1)
    expect(await sampleValue(served.app, 'vestim_search_breaker_open', { call: 'suggest' })).toBe(0)
    expect(await sampleValue(served.app, 'vestim_search_degraded_total')).toBe(4)
    const calls = { store: 'elasticsearch', outcome: 'unavailable' }
    expect(await sampleValue(served.app, 'vestim_store_calls_total', calls)).toBe(3)
  })

  test('count statements by outcome', async () => {
    const metrics = createMetrics()
    await using opened = await openStores(addresses(), { watch: metrics.onCall })
    const app = createApp({
      stores: opened,
      config: { ...testConfig, metricsToken: TOKEN },
      log: createMemoryLog().log,
      metrics,
    })
    const before = (await sampleValue(app, 'vestim_store_calls_total', { store: 'postgres', outcome: 'ok' })) ?? 0
    await opened.db.execute(sql`select 1`)
    await opened.db.transaction((tx) => tx.execute(sql`select 1`))
    await opened.db.execute(sql`select 1 / 0`).catch(() => {})
    // The one of the scrape is kept for 5 s.
    expect(await sampleValue(app, 'vestim_store_calls_total', { store: 'postgres', outcome: 'ok' })).toBe(before + 3)
    expect(await sampleValue(app, 'vestim_store_calls_total', { store: 'postgres', outcome: 'refused' })).toBe(1)
    expect(await sampleValue(app, 'vestim_store_call_duration_seconds_count', { store: 'postgres' })).toBe(before + 4)
  }, 60_000)

  test('are answered while Postgres is down, without what it knows', async () => {
    const dead = await createTestStores({ isKept: false })
    await dead[Symbol.asyncDispose]()
    const app = serve({ db: dead.db })
    const metrics = await scrape(app)
    expect(metrics.get('vestim_store_up')?.samples).toEqual([
      { name: 'vestim_store_up', labels: { store: 'postgres' }, value: 0 },
    ])
    for (const name of ['vestim_runs', 'vestim_outbox_games', 'vestim_last_backup_timestamp_seconds'])
      expect(metrics.has(name)).toBe(false)
    expect(metrics.has('process_resident_memory_bytes')).toBe(true)
  })

  test('ask Postgres once in 5 s, however often they are scraped', async () => {
    let asked = 0
    const db = new Proxy(stores.db, {
      get(target, name) {
        if (name === 'execute') asked++
        return Reflect.get(target, name)
      },
    })
    const app = serve({ db })
    await Promise.all(Array.from({ length: 20 }, () => scrape(app)))
    expect(asked).toBe(1)
  })
})

const addresses = () => parseConfig({ DATABASE_URL: stores.databaseUrl, DATA_DIR: dataDir, JWT_SECRET: 'x'.repeat(40) })

/** Returns a service over the stores of the tests whose Elasticsearch is not there. */
async function withElasticsearch() {
  const metrics = createMetrics()
  const client = createElasticsearchClient({ url: 'http://127.0.0.1:9' }, metrics.onCall)
  const elasticsearch = { client, alias: 'games' }
  const search = createSearch(stores.db, elasticsearch, { onDegraded: metrics.onDegraded })
  const config = { ...testConfig, metricsToken: TOKEN }
  const app = createApp({ stores: { ...stores, elasticsearch, search }, config, log: createMemoryLog().log, metrics })
  return { app, [Symbol.asyncDispose]: () => client.close() }
}
