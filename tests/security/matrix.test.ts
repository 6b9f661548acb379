import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { openStores } from '#db/connect'
import { rowsOf } from '#db/stores'
import { parseConfig } from '#lib/config'
import type { App } from '#src/app'
import { forge } from '#tests/src/http/sign'
import { type Answered, claimsOf, createPerson, type Person, sendTo, signInAs } from '#tests/support/accounts'
import { createTestApp } from '#tests/support/client'
import { createTestStores, type TestStores } from '#tests/support/stores'
import { describeMatrix, MATRIX_FILE } from './matrix'

let stores: TestStores
let app: App
let owner: Person
let other: Person
beforeAll(async () => {
  stores = await createTestStores()
  app = createTestApp(stores, { registration: 'open' })
})
afterAll(() => stores[Symbol.asyncDispose]())

test('every route answers every kind of caller as tests/security/matrix.txt says', async () => {
  expect(await describeMatrix(app, stores)).toBe(await Bun.file(MATRIX_FILE).text())
}, 60_000)

describe('what belongs to somebody else', () => {
  beforeAll(async () => {
    owner = await createPerson(app, stores.db, 'owner@example.org', 'editor')
    other = await createPerson(app, stores.db, 'other@example.org', 'admin')
  })

  /** Ids that the owner has, by the route that takes them. A route without one fails the test. */
  const idsOf = async (): Promise<Record<string, string>> => {
    const { body } = await owner.send('POST', '/v1/me/keys', { name: 'x', scopes: ['read'] })
    const session = claimsOf((await signInAs(app, owner.email)).tokens.accessToken).sid
    return { '/v1/me/sessions/:id': session, '/v1/me/keys/:id': String(body.id) }
  }

  test('is 404 on every route of the own account that takes an id, and stays', async () => {
    const ids = await idsOf()
    // Collections are named, and two people may use one name: tests/src/modules/collections.test.ts asks for those of somebody else.
    const routes = app.routes.filter(({ path }) => /^\/v1\/me(?!\/collections).*:/.test(path))
    expect(routes.map(({ path }) => path).sort()).toEqual(Object.keys(ids).sort())
    for (const { method, path } of routes) {
      const address = path.replace(':id', ids[path] ?? '')
      expect([method, path, (await other.send(method, address)).status]).toEqual([method, path, 404])
      expect([method, path, (await owner.send(method, address)).status]).toEqual([method, path, 200])
    }
  })
})

describe('a member that is a column of the store', () => {
  const bodies: Record<string, object> = {
    'POST /v1/auth/register': { email: 'mass@example.org', password: 'three quiet green lamps' },
    'POST /v1/auth/login': { email: 'mass@example.org', password: 'three quiet green lamps' },
    'POST /v1/auth/session': { email: 'mass@example.org', password: 'three quiet green lamps' },
    'POST /v1/auth/refresh': {},
    'POST /v1/auth/logout': {},
    'PUT /v1/me/password': { current: 'three quiet green lamps', password: 'four quiet green lamps' },
    'POST /v1/me/keys': { name: 'x', scopes: ['read'] },
    'PATCH /v1/me': { email: 'mass@example.org', password: 'three quiet green lamps' },
    'DELETE /v1/me': { password: 'three quiet green lamps' },
    'POST /v1/me/collections': { name: 'x' },
    'PATCH /v1/me/collections/:name': { name: 'x' },
    'PUT /v1/me/collections/:name/items/:item': {},
    'PATCH /v1/me/collections/:name/items/:item': { rating: 1 },
    'POST /v1/me/collections/:name/import': {},
    'POST /v1/me/collections/:name/import/steam': { steamId: '76561197960287930' },
    'PATCH /v1/admin/accounts/:id': {},
    'POST /v1/admin/invitations': { email: 'mass@example.org', role: 'reader' },
  }

  test('is refused in every body about accounts, and changes nothing', async () => {
    const person = await createPerson(app, stores.db, 'columns@example.org', 'admin')
    const columns = await rowsOf<{ name: string }>(
      stores.db,
      sql`select distinct attname as name from pg_attribute where attnum > 0 and attrelid = any
        (array['account', 'session', 'api_key', 'invitation', 'refresh_token']::regclass[])`,
    )
    const names = [...columns.map(({ name }) => name), 'isAdmin', '__proto__', 'constructor', 'createdAt', 'accountId']
    const state = async () => {
      const [row] = await rowsOf<{ all: string }>(
        stores.db,
        sql`select json_agg(a order by id)::text as all from account a`,
      )
      return row?.all
    }
    const before = await state()
    const routes = app.routes.filter(
      ({ path, hooks }) => hooks.body !== undefined && /^\/v1\/(auth|me|admin)/.test(path),
    )
    expect(routes.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(Object.keys(bodies).sort())
    for (const { method, path } of routes) {
      const body = bodies[`${method} ${path}`] ?? {}
      for (const name of names.filter((each) => !(each in body) && !ALLOWED.has(`${path} ${each}`))) {
        const text = JSON.stringify(body).replace(/\}$/, `${Object.keys(body).length > 0 ? ',' : ''}"${name}":"admin"}`)
        const { status } = await sendRaw(person, method, path.replace(':id', person.id), text)
        expect([method, path, name, status]).toEqual([method, path, name, 422])
      }
    }
    expect(await state()).toBe(before)
  }, 60_000)

  /** Members that a body has, and that are columns, too. */
  const ALLOWED = new Set(['/v1/admin/accounts/:id role'])

  const sendRaw = ({ tokens }: Person, method: string, path: string, body: string) => {
    const headers = { authorization: `Bearer ${tokens.accessToken}`, 'content-type': 'application/json' }
    return app.handle(new Request(`http://localhost${path}`, { method, headers, body }))
  }
})

describe('an access token', () => {
  const statusOf = async (token: string): Promise<Answered['status']> =>
    (await sendTo(app, 'GET', '/v1/games', { headers: { authorization: `Bearer ${token}` } })).status

  test('of a session that was never started is refused, though its signature is right', async () => {
    for (const sid of [crypto.randomUUID(), 'x', "' or true --", ''])
      expect(await statusOf(forge({ header: { typ: 'at+jwt' }, claims: { sid, scope: 'admin' } }))).toBe(401)
  })

  test('of the command line has no session or account, whatever its claims', async () => {
    const { id } = await createPerson(app, stores.db, 'claimed@example.org')
    const authorization = `Bearer ${forge({ claims: { sub: id, scope: 'admin' } })}`
    expect((await sendTo(app, 'GET', '/v1/me', { headers: { authorization } })).status).toBe(404)
  })

  test('is 503 while the store of sessions is away, never let in', async () => {
    const away = await openStores(parseConfig({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }), {
      profile: 'serve',
    })
    const service = createTestApp(away)
    const credentials = [
      { authorization: `Bearer ${forge({ header: { typ: 'at+jwt' }, claims: { sid: crypto.randomUUID() } })}` },
      { 'x-api-key': `vl_${'a'.repeat(8)}_${'a'.repeat(43)}` },
    ]
    for (const headers of credentials) {
      const { status, body, headers: answered } = await sendTo(service, 'GET', '/v1/platforms', { headers })
      expect([status, body.code, answered.get('retry-after')]).toEqual([503, 'unavailable', '5'])
    }
    await away[Symbol.asyncDispose]()
  }, 20_000)
})

describe('knowing if an address has an account', () => {
  const median = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0

  /** Returns the time of a failed sign-in with an address that has no account, as a share of that of one which has. */
  async function ratio(): Promise<number> {
    const times: [number[], number[]] = [[], []]
    for (let made = 0; made < 20; made++)
      for (const [at, email] of [`known${made}@example.org`, `nobody${made}.${Math.random()}@example.org`].entries()) {
        const began = performance.now()
        await sendTo(app, 'POST', '/v1/auth/login', { body: { email, password: 'wrong' } })
        times[at === 0 ? 0 : 1].push(performance.now() - began)
      }
    return median(times[1]) / median(times[0])
  }

  test('cannot be told from the time that a failed sign-in takes', async () => {
    for (let made = 0; made < 20; made++) await createPerson(app, stores.db, `known${made}@example.org`)
    const isEqual = async () => {
      await stores.db.execute(sql`delete from login_attempt`)
      const share = await ratio()
      return share > 0.8 && share < 1.25
    }
    expect((await isEqual()) || (await isEqual()) || (await isEqual())).toBe(true)
  }, 60_000)
})
