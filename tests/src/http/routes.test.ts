import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { Elysia } from 'elysia'
import type { App } from '#src/app'
import { createRouteTable } from '#src/http/routes'
import { SCOPES, type Scope, withImplied } from '#src/http/scope'
import { ask, createTestApp, testToken } from '#tests/support/client'
import { isPublicPath, PUBLIC_PATHS, PUBLIC_POSTS } from '#tests/support/public-paths'
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
  'GET /v1/games/:slug/history': 'curate',
  'POST /v1/games/:slug/merge': 'curate',
  'POST /v1/games/:slug/split': 'curate',
  'POST /v1/games/:slug/merge/preview': 'curate',
  'POST /v1/games/:slug/split/preview': 'curate',
  'POST /v1/games/:slug/overrides/:field/preview': 'curate',
  'PUT /v1/games/:slug/overrides/:field': 'curate',
  'DELETE /v1/games/:slug/overrides/:field': 'curate',
  'GET /v1/review': 'curate',
  'GET /v1/review/:id': 'curate',
  'POST /v1/review': 'curate',
  'POST /v1/review/:id': 'curate',
  'GET /v1/runs': 'curate',
  'GET /v1/runs/:id': 'curate',
  'GET /v1/quarantine': 'curate',
  'GET /v1/quarantine/reasons': 'curate',
  'GET /v1/decisions': 'curate',
  'POST /v1/decisions/:id/undo': 'curate',
  'POST /v1/words': 'curate',
  'GET /v1/games/:slug/similar': 'read',
  'POST /v1/ids/resolve': 'read',
  'POST /v1/match': 'read',
  'GET /v1/reconcile': 'read',
  'POST /v1/reconcile': 'read',
  'GET /v1/reconcile/suggest/entity': 'read',
  'GET /v1/reconcile/suggest/property': 'read',
  'GET /v1/reconcile/suggest/type': 'read',
  'GET /v1/reconcile/properties': 'read',
  'GET /v1/reconcile/preview': 'read',
  'GET /v1/stats': 'read',
  'GET /v1/quality': 'read',
  'GET /v1/export/games': 'export',
  'GET /v1/changes': 'read',
  'GET /v1/search': 'read',
  'GET /v1/suggest': 'read',
  'GET /v1/platforms': 'read',
  'GET /v1/genres': 'read',
  'GET /v1/regions': 'read',
  'GET /v1/boards': 'read',
  'GET /v1/companies': 'read',
  'GET /v1/sources': 'read',
  'GET /v1/me': 'self',
  'PATCH /v1/me': 'self',
  'DELETE /v1/me': 'self',
  'GET /v1/me/export': 'self',
  'PUT /v1/me/password': 'self',
  'GET /v1/me/sessions': 'self',
  'DELETE /v1/me/sessions/:id': 'self',
  'GET /v1/me/keys': 'self',
  'POST /v1/me/keys': 'self',
  'DELETE /v1/me/keys/:id': 'self',
  'GET /v1/me/collections': 'self',
  'POST /v1/me/collections': 'self',
  'PATCH /v1/me/collections/:name': 'self',
  'DELETE /v1/me/collections/:name': 'self',
  'GET /v1/me/collections/:name/items': 'self',
  'GET /v1/me/collections/:name/unmatched': 'self',
  'GET /v1/me/collections/:name/export': 'self',
  'GET /v1/me/collections/:name/items/:item': 'self',
  'PUT /v1/me/collections/:name/items/:item': 'self',
  'PATCH /v1/me/collections/:name/items/:item': 'self',
  'DELETE /v1/me/collections/:name/items/:item': 'self',
  'POST /v1/me/collections/:name/import': 'self',
  'POST /v1/me/collections/:name/import/steam': 'self',
  'GET /v1/admin/accounts': 'admin',
  'GET /v1/admin/accounts/:id': 'admin',
  'PATCH /v1/admin/accounts/:id': 'admin',
  'DELETE /v1/admin/accounts/:id': 'admin',
  'DELETE /v1/admin/accounts/:id/sessions': 'admin',
  'POST /v1/admin/invitations': 'admin',
  'GET /v1/admin/audit': 'admin',
}

const QUERY: Record<string, string> = { '/v1/suggest': '?q=x' }
const addressOf = (path: string) =>
  path
    .replace(/(review|runs)\/:id/, '$1/1')
    .replace(':id', crypto.randomUUID())
    .replace(/:\w+/g, 'x') + (QUERY[path] ?? '')

/** Scopes that are let in to a route of a scope: what implies what. */
const LET_IN: Record<Scope, Scope[]> = {
  read: ['read', 'self', 'export', 'curate', 'admin'],
  self: ['self', 'admin'],
  export: ['export', 'admin'],
  curate: ['curate', 'admin'],
  admin: ['admin'],
}

/** Calls every route of a service with a token of each scope, and returns the scopes that were let in. */
async function scopesLetIn(service: App): Promise<Record<string, Scope[]>> {
  const found: Record<string, Scope[]> = {}
  for (const { method, path } of service.routes.filter((route) => !isPublicPath(route.path))) {
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
  test('that is not public lets in its scope and those that imply it, and no other', async () => {
    const expected = Object.entries(SCOPE_OF).map(([route, scope]) => [route, LET_IN[scope]])
    expect(await scopesLetIn(app)).toEqual(Object.fromEntries(expected))
  })

  test('that is not public gives 401 without a token, whatever else is wrong with the request', async () => {
    for (const { method, path } of app.routes.filter((route) => !isPublicPath(route.path)))
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

  test('of any scope is decided by one table', () => {
    for (const scope of SCOPES)
      for (const granted of SCOPES)
        expect([scope, granted, withImplied([granted]).has(scope)]).toEqual([
          scope,
          granted,
          LET_IN[scope].includes(granted),
        ])
  })

  test('that is public is listed as public', () => {
    const findPlace = createRouteTable(() => app.routes)
    const isPublic = ({ method, path }: { method: string; path: string }) =>
      findPlace(path)?.routes.get(method)?.access === 'public'
    const open = app.routes.filter(isPublic).map(({ path }) => path)
    expect(open.sort()).toEqual([...PUBLIC_PATHS, ...PUBLIC_POSTS].sort())
  })
})

describe('a service with GUEST=read', () => {
  const statusOf = async (method: string, path: string, headers: Record<string, string>) =>
    (await ask(createTestApp(stores, { guest: 'read' }), path, { method, headers })).status
  const routes = () =>
    app.routes
      .filter(({ path }) => !isPublicPath(path))
      .map(({ method, path }) => ({ method, path: addressOf(path), scope: SCOPE_OF[`${method} ${path}`] }))

  test('serves the routes of the scope read without a token, and no other route', async () => {
    for (const { method, path, scope } of routes())
      expect([method, path, (await statusOf(method, path, {})) === 401]).toEqual([method, path, scope !== 'read'])
    expect(await statusOf('GET', '/v1/nope', {})).toBe(401)
    expect(await statusOf('DELETE', '/v1/games', {})).toBe(401)
  })

  test('refuses wrong credentials on every route', async () => {
    const wrong = [
      { authorization: 'Bearer x' },
      { authorization: '' },
      { authorization: 'Basic eDp4' },
      { 'x-api-key': 'vl_x' },
    ]
    for (const { method, path } of routes())
      for (const headers of wrong)
        expect([method, path, headers, await statusOf(method, path, headers)]).toEqual([method, path, headers, 401])
  })

  test('takes a token all the same, with the scopes that it has', async () => {
    const bearer = async (scope: string) => ({ authorization: `Bearer ${await testToken(scope)}` })
    expect(await statusOf('GET', '/v1/games', await bearer('self'))).toBe(200)
    expect(await statusOf('GET', '/v1/runs', await bearer('read'))).toBe(403)
    expect(await statusOf('GET', '/v1/runs', await bearer('curate'))).toBe(200)
  })
})
