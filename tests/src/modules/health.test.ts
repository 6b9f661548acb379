import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { createApp } from '#src/app'
import { createLifecycle, type Lifecycle } from '#src/http/phase'
import { ask, createTestApp, testConfig } from '#tests/support/client'
import { createMemoryLog } from '#tests/support/memory-log'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores

beforeAll(async () => {
  stores = await createTestStores()
})
afterAll(() => stores[Symbol.asyncDispose]())

const get = (path: string, broken: Partial<TestStores> = {}) =>
  createTestApp({ ...stores, ...broken }).handle(new Request(`http://localhost${path}`))

const failing = {
  search: {
    engine: 'elasticsearch' as const,
    search: () => Promise.reject(new Error('down')),
    suggest: () => Promise.reject(new Error('down')),
    isUp: async () => false,
  },
}

describe('health answers without a token', () => {
  test('live, whatever the state of the stores', async () => {
    const response = await get('/health/live', failing)
    expect(await response.json()).toEqual({ status: 'live' })
  })

  test('ready with the schema of this release', async () => {
    const response = await get('/health/ready')
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({
      status: 'ready',
      state: 'up',
      reasons: [],
      service: 'serving',
      database: 'up',
      schema: 'head',
      search: 'up',
    })
  })

  test('ready while search is degraded, because only Postgres is needed', async () => {
    const response = await get('/health/ready', failing)
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({
      status: 'ready',
      state: 'degraded',
      search: 'degraded',
      reasons: [{ code: 'search_unreachable', detail: expect.stringContaining('Elasticsearch') }],
    })
  })

  test('ready while Elasticsearch answers but not to searches', async () => {
    const search = { ...failing.search, isUp: async () => true, isAvoided: () => true }
    const response = await get('/health/ready', { search })
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({
      state: 'degraded',
      search: 'degraded',
      reasons: [{ code: 'search_failing' }],
    })
  })

  test('not ready with 503 where a migration is missing', async () => {
    await stores.db.execute(sql`update schema_migration set name = 'x' || name`)
    const response = await get('/health/ready')
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await response.json()).toMatchObject({
      status: 'not ready',
      state: 'down',
      database: 'up',
      schema: 'behind',
      reasons: [{ code: 'schema_behind' }],
    })
    await stores.db.execute(sql`update schema_migration set name = substr(name, 2)`)
  })

  test('not ready with 503 where the store does not answer', async () => {
    const dead = await createTestStores({ isKept: false })
    await dead[Symbol.asyncDispose]()
    const response = await get('/health/ready', { db: dead.db })
    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({
      status: 'not ready',
      state: 'down',
      database: 'down',
      schema: 'unknown',
      reasons: [{ code: expect.stringMatching(/^database_/) }],
    })
  })
})

describe('health during the phases of the service', () => {
  const phase = async (lifecycle: Lifecycle, path: string) => {
    const app = createApp({ stores, config: testConfig, log: createMemoryLog().log, lifecycle })
    const response = await ask(app, path)
    return { status: response.status, retryAfter: response.headers.get('retry-after'), body: await response.json() }
  }

  test('not ready before the stores were checked; nothing else is answered then, strangers are refused as ever', async () => {
    const lifecycle = createLifecycle('starting')
    expect(await phase(lifecycle, '/health/live')).toMatchObject({ status: 200 })
    expect(await phase(lifecycle, '/health/ready')).toMatchObject({
      status: 503,
      retryAfter: '5',
      body: { status: 'not ready', state: 'down', service: 'starting', reasons: [{ code: 'service_starting' }] },
    })
    expect(await phase(lifecycle, '/v1/games')).toMatchObject({
      status: 503,
      retryAfter: '5',
      body: { code: 'unavailable' },
    })
    const app = createApp({ stores, config: testConfig, log: createMemoryLog().log, lifecycle })
    expect((await ask(app, '/v1/games', { headers: {} })).status).toBe(401)
  })

  test('not ready as soon as it is told to stop, although it still answers', async () => {
    const lifecycle = createLifecycle()
    const app = createApp({ stores, config: testConfig, log: createMemoryLog().log, lifecycle })
    expect((await ask(app, '/health/ready')).status).toBe(200)
    lifecycle.enter('stopping')
    expect(await (await ask(app, '/health/ready')).json()).toMatchObject({
      status: 'not ready',
      state: 'down',
      service: 'stopping',
      reasons: [{ code: 'service_stopping' }],
    })
    expect((await ask(app, '/v1/games')).status).toBe(200)
  })

  test('within 3 s whatever the stores do', async () => {
    const search = { ...failing.search, isUp: () => new Promise<boolean>(() => {}) }
    const began = performance.now()
    const response = await get('/health/ready', { search })
    expect(await response.json()).toMatchObject({ status: 'ready', search: 'degraded' })
    expect(performance.now() - began).toBeLessThan(3000)
  })
})

describe('GET /', () => {
  test('redirects to the documentation', async () => {
    const response = await get('/')
    expect([response.status, response.headers.get('location')]).toEqual([302, '/swagger'])
  })
})
