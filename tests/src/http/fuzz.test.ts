import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import * as fc from 'fast-check'
import type { App } from '#src/app'
import { FILTERS } from '#src/wire/game-filters'
import { createTestApp, testToken } from '#tests/support/client'
import { insertGames } from '#tests/support/games'
import { createMemoryLog } from '#tests/support/memory-log'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
let app: App
let headers: Record<string, string>
const { log, lines: faults } = createMemoryLog()

beforeAll(async () => {
  stores = await createTestStores()
  await insertGames(stores.db, [{ title: 'Tetris', year: 1989, scoreCritics: 87 }])
  app = createTestApp(stores, {}, log)
  headers = { authorization: `Bearer ${await testToken()}` }
})
afterAll(() => stores[Symbol.asyncDispose]())

const NAMES = [
  ...Object.keys(FILTERS),
  'q',
  'sort',
  'limit',
  'cursor',
  'after',
  'fields',
  'facets',
  'explain',
  '__proto__',
  'constructor',
]
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
const aQuery = fc
  .array(fc.tuple(fc.constantFrom(...NAMES), aValue), { maxLength: 4 })
  .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('&'))
const aPath = fc.oneof(
  fc.constantFrom('/v1/games', '/v1/search', '/v1/platforms', '/v1/changes'),
  aValue.map((slug) => `/v1/games/${slug}`),
)

describe('a request with random parameters', () => {
  test('is answered or refused, and never breaks the service', async () => {
    await fc.assert(
      fc.asyncProperty(aPath, aQuery, async (path, query) => {
        const { status } = await app.handle(new Request(`http://localhost${path}?${query}`, { headers }))
        expect([path, query, status < 500, faults]).toEqual([path, query, true, []])
      }),
      { numRuns: 1000 },
    )
  }, 30_000)

  test('gets 401 without a token', async () => {
    await fc.assert(
      fc.asyncProperty(aPath, aQuery, async (path, query) => {
        const { status } = await app.handle(new Request(`http://localhost${path}?${query}`))
        expect([path, query, status]).toEqual([path, query, 401])
      }),
    )
  })
})
