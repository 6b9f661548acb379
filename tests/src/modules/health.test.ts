import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { createTestApp } from '#tests/support/client'
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
    expect(await response.json()).toEqual({ status: 'ready', database: 'up', schema: 'head', search: 'up' })
  })

  test('ready while search is degraded, because only Postgres is needed', async () => {
    const response = await get('/health/ready', failing)
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ status: 'ready', search: 'degraded' })
  })

  test('not ready with 503 where a migration is missing', async () => {
    await stores.db.execute(sql`update schema_migration set name = 'x' || name`)
    const response = await get('/health/ready')
    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({ status: 'not ready', database: 'up', schema: 'behind' })
    await stores.db.execute(sql`update schema_migration set name = substr(name, 2)`)
  })

  test('not ready with 503 where the store does not answer', async () => {
    const dead = await createTestStores({ isKept: false })
    await dead[Symbol.asyncDispose]()
    const response = await get('/health/ready', { db: dead.db })
    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({ status: 'not ready', database: 'down' })
  })
})

describe('GET /', () => {
  test('redirects to the documentation', async () => {
    const response = await get('/')
    expect([response.status, response.headers.get('location')]).toEqual([302, '/swagger'])
  })
})
