import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import * as fc from 'fast-check'
import type { App } from '#src/app'
import { createRouteTable } from '#src/http/routes'
import { createTestApp, testToken } from '#tests/support/client'
import { insertGames } from '#tests/support/games'
import { createMemoryLog } from '#tests/support/memory-log'
import { isPublicPath } from '#tests/support/public-paths'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
let app: App
let headers: Record<string, string>
const { log, lines } = createMemoryLog()
const faults = () => lines.filter(({ level }) => level !== 'info')

beforeAll(async () => {
  stores = await createTestStores()
  await insertGames(stores.db, [{ title: 'Tetris', year: 1989, scoreCritics: 87 }])
  app = createTestApp(stores, {}, log)
  headers = { authorization: `Bearer ${await testToken('admin')}`, 'content-type': 'application/json' }
})
afterAll(() => stores[Symbol.asyncDispose]())

const TRAPS = [
  "'",
  '"; drop table game --',
  '1e3',
  '0x10',
  '-1',
  '999999999999999',
  '9007199254740993',
  'Infinity',
  'NaN',
  '%',
  '%25',
  '%ff',
  '%ed%a0%80',
  '%00',
  ',',
  'a,a',
  '*',
  '(',
  '\\',
  '2026-02-30',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59+14:59',
  '1',
  'title',
  'game',
  'ps2',
]

const aValue = fc.oneof(
  fc.constantFrom(...TRAPS),
  fc.string({ unit: 'grapheme' }).map(encodeURIComponent),
  fc.nat().map(String),
)
const namesOf = (): string[] => {
  const findPlace = createRouteTable(() => app.routes)
  const all = app.routes.flatMap(({ method, path }) => Object.keys(findPlace(path)?.routes.get(method)?.query ?? {}))
  return [...new Set([...all, '__proto__', 'constructor'])]
}
const aQuery = () =>
  fc
    .array(fc.tuple(fc.constantFrom(...namesOf()), aValue), { maxLength: 4 })
    .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('&'))

/** A request for one of the routes, whatever its method, with random values in its path. */
const aRoute = () =>
  fc
    .tuple(
      fc.constantFrom(...app.routes.filter(({ path }) => !isPublicPath(path))),
      fc.array(aValue, { minLength: 2, maxLength: 2 }),
    )
    .map(([{ method, path }, values]) => ({ method, path: path.replace(/:\w+/g, () => values.shift() ?? 'x') }))

const aBody = fc.oneof(
  fc.json({ maxDepth: 3 }),
  fc.constantFrom(
    '',
    '{',
    'null',
    '[]',
    '{"with":1}',
    '{"value":{}}',
    '{"records":[]}',
    '{"verdict":"same","reason":"\\u0000"}',
  ),
)

const isRefusal = (type: string | null, body: string) =>
  type === 'application/problem+json' && typeof JSON.parse(body).requestId === 'string'

describe('a request for any route with random values', () => {
  test('is answered, or refused by a problem, and never breaks the service', async () => {
    await fc.assert(
      fc.asyncProperty(aRoute(), aQuery(), aBody, async ({ method, path }, query, body) => {
        const init = { method, headers, ...(method !== 'GET' && { body }) }
        const response = await app.handle(new Request(`http://localhost${path}?${query}`, init))
        // Read whole, since an export holds one of two places until its end.
        const text = await response.text()
        const sent = [method, path, query, body]
        expect([...sent, response.status < 500, faults()]).toEqual([...sent, true, []])
        if (response.status >= 400)
          expect([...sent, isRefusal(response.headers.get('content-type'), text)]).toEqual([...sent, true])
      }),
      { numRuns: 1500 },
    )
  }, 60_000)

  test('has the same status and no body for HEAD', async () => {
    await fc.assert(
      fc.asyncProperty(aRoute(), aQuery(), async ({ path }, query) => {
        const address = `http://localhost${path}?${query}`
        const get = await app.handle(new Request(address, { headers }))
        await get.arrayBuffer()
        const head = await app.handle(new Request(address, { headers, method: 'HEAD' }))
        expect([address, head.status, await head.text()]).toEqual([address, get.status, ''])
      }),
      { numRuns: 300 },
    )
  }, 60_000)

  test('gets 401 without a token', async () => {
    await fc.assert(
      fc.asyncProperty(aRoute(), aQuery(), async ({ method, path }, query) => {
        const { status } = await app.handle(new Request(`http://localhost${path}?${query}`, { method }))
        expect([method, path, query, status]).toEqual([method, path, query, 401])
      }),
    )
  })
})
