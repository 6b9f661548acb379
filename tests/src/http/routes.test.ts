import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { Elysia } from 'elysia'
import type { App } from '#src/app'
import { createRouteTable } from '#src/http/routes'
import { SCOPES, type Scope } from '#src/http/scope'
import { ask, createTestApp, testToken } from '#tests/support/client'
import { PUBLIC_PATHS } from '#tests/support/public-paths'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
let app: App

beforeAll(async () => {
  stores = await createTestStores()
  app = createTestApp(stores)
})
afterAll(() => stores[Symbol.asyncDispose]())

/** Scope of every route. A route that is neither here nor public fails the test. */
const SCOPE_OF: Record<string, Scope> = {
  'GET /v1/games': 'read',
  'GET /v1/games/:slug': 'read',
  'GET /v1/games/:slug/provenance': 'read',
  'GET /v1/games/:slug/records': 'read',
  'POST /v1/games/:slug/merge': 'curate',
  'POST /v1/games/:slug/split': 'curate',
  'PUT /v1/games/:slug/overrides/:field': 'curate',
  'DELETE /v1/games/:slug/overrides/:field': 'curate',
  'GET /v1/review': 'curate',
  'POST /v1/review/:id': 'curate',
  'GET /v1/runs': 'curate',
  'GET /v1/runs/:id': 'curate',
  'GET /v1/quarantine': 'curate',
  'GET /v1/decisions': 'curate',
  'POST /v1/decisions/:id/undo': 'curate',
  'GET /v1/games/:slug/similar': 'read',
  'GET /v1/changes': 'read',
  'GET /v1/search': 'read',
  'GET /v1/suggest': 'read',
  'GET /v1/platforms': 'read',
  'GET /v1/genres': 'read',
  'GET /v1/regions': 'read',
  'GET /v1/boards': 'read',
  'GET /v1/companies': 'read',
  'GET /v1/sources': 'read',
}

const QUERY: Record<string, string> = { '/v1/suggest': '?q=x' }
const addressOf = (path: string) =>
  path
    .replace(/(review|runs)\/:id/, '$1/1')
    .replace(':id', crypto.randomUUID())
    .replace(/:\w+/g, 'x') + (QUERY[path] ?? '')

/** Calls every route of a service with a token of each scope, and returns the scopes that were let in. */
async function scopesLetIn(service: App): Promise<Record<string, Scope[]>> {
  const found: Record<string, Scope[]> = {}
  for (const { method, path } of service.routes.filter((route) => !PUBLIC_PATHS.has(route.path))) {
    const letIn: Scope[] = []
    for (const scope of SCOPES) {
      const headers = { authorization: `Bearer ${await testToken(scope)}`, 'content-type': 'application/json' }
      const { status } = await ask(service, addressOf(path), { method, headers })
      if (status !== 403) letIn.push(scope)
    }
    found[`${method} ${path}`] = letIn
  }
  return found
}

describe('every route', () => {
  test('that is not public lets in exactly one scope', async () => {
    const expected = Object.entries(SCOPE_OF).map(([route, scope]) => [route, [scope]])
    expect(await scopesLetIn(app)).toEqual(Object.fromEntries(expected))
  })

  test('that is not public gives 401 without a token, whatever else is wrong with the request', async () => {
    for (const { method, path } of app.routes.filter((route) => !PUBLIC_PATHS.has(route.path)))
      for (const suffix of ['', '?unknown=1', '?limit=x'])
        expect((await ask(app, path.replace(/:\w+/g, 'x') + suffix, { method, headers: {} })).status).toBe(401)
  })

  test('without a scope is found by these tests, and no caller reaches it', async () => {
    const careless = createTestApp(stores).use(new Elysia().get('/v1/careless', () => 'open')) as unknown as App // safe: one more route than App
    expect(await scopesLetIn(careless)).toHaveProperty(['GET /v1/careless'])
    for (const scope of SCOPES) {
      const headers = { authorization: `Bearer ${await testToken(scope)}` }
      expect(await ask(careless, '/v1/careless', { headers })).toMatchObject({ status: 404 })
    }
    expect(await ask(careless, '/v1/careless', { headers: {} })).toMatchObject({ status: 401 })
  })

  test('that is public is listed as public', () => {
    const findPlace = createRouteTable(() => app.routes)
    const isPublic = ({ method, path }: { method: string; path: string }) =>
      findPlace(path)?.routes.get(method)?.access === 'public'
    const open = app.routes.filter(isPublic).map(({ path }) => path)
    expect(open.sort()).toEqual([...PUBLIC_PATHS].sort())
  })
})
