import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { messageOf } from '#lib/errors'
import { findSource } from '#seed/sources/index'
import { NO_KEYS } from '#tests/support/api-access'
import type { FakeRawgOptions } from '#tests/support/fake-rawg'
import { load } from '#tests/support/memory-source'
import type { Sync } from '#tests/support/play'
import { KEYS, played, rawgAt, SECRET, someGames, whole } from '#tests/support/play-rawg'
import { createTestStores } from '#tests/support/stores'
import { readList } from './read-list'

const FIXTURES = join(import.meta.dir, '../../fixtures/rawg')
const REAL = process.env.TEST_DATA_DIR && join(process.env.TEST_DATA_DIR, 'rawg')
setDefaultTimeout(60_000)

describe('saved responses', () => {
  const rawg = findSource('rawg')

  test('a page of a list and a game alone are read', async () => {
    expect(await readList(rawg, join(FIXTURES, 'games.json'))).toMatchObject({ read: 4, refused: {} })
    expect(await readList(rawg, join(FIXTURES, 'game.json'))).toMatchObject({ read: 1, refused: {} })
  })

  test('a response without games is refused and reported', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rawg-'))
    await Bun.write(join(folder, 'error.json'), '{"detail":"Not found."}')
    await Bun.write(join(folder, 'genres.json'), '{"count":1,"results":[{"id":4,"name":"Action","games_count":9}]}')
    const { read, refused } = await readList(rawg, folder).finally(() => rm(folder, { recursive: true }))
    expect({ read, refused }).toEqual({ read: 2, refused: { not_an_answer: 1, invalid_row: 1 } })
  })

  test.skipIf(!REAL).each<[string, number]>([
    ['rawg_api_games_page1_size40.json', 40],
    ['rawg_api_games_page2_size1.json', 1],
    ['fixtures_marcoaoteixeira/get-games.json', 20],
    ['fixtures_marcoaoteixeira/get-game-details.json', 1],
  ])('the real %s holds %p games, and none is refused (skipped without TEST_DATA_DIR)', async (file, games) => {
    const { accepted, refused } = await readList(rawg, join(REAL ?? '', file))
    expect([accepted.length, refused]).toEqual([games, {}])
  })
})

const withKey =
  (key: string | undefined): Sync =>
  ({ stores, clock }, url) =>
    load(stores, rawgAt(url), { clock, credentials: { ...NO_KEYS, RAWG_API_KEY: key } })

const USED_UP =
  'RAWG allows 20000 requests a month, and they are used up until 2023-03-01. Run the same command then: it goes on where it stopped. Until then, --from-archive loads the responses received so far.'
const LATER = 'Run the same command again later; it goes on where it stopped.'

const spent: Sync = async ({ stores, clock }, url) => {
  await load(stores, rawgAt(url), { clock, credentials: KEYS, limit: 1 })
  await stores.db.execute(sql`update api_budget set used = 20000`)
  await load(stores, rawgAt(url), { clock, credentials: KEYS })
}

describe('an error', () => {
  test.each<[string, Partial<FakeRawgOptions>, Sync, string, string]>([
    [
      'no key',
      {},
      withKey(undefined),
      'configuration',
      'Missing for rawg: RAWG_API_KEY. Set what is missing in the environment or in .env; .env.example explains each variable.',
    ],
    [
      'a key that RAWG does not know',
      {},
      withKey('n0t-a-k3y'),
      'configuration',
      'RAWG refuses the key in RAWG_API_KEY: .env.example says where to get one.',
    ],
    [
      'a quota that RAWG says is spent',
      { allowance: { requests: 2, inMs: 1e12 } },
      whole,
      'source_unavailable',
      USED_UP,
    ],
    ['a quota that is spent by our own count', {}, spent, 'source_unavailable', USED_UP],
    [
      'a dead server behind Cloudflare',
      { mood: { is: 'dead' } },
      whole,
      'source_unavailable',
      `RAWG gave no data: it answered with status 521, 6 times in a row. ${LATER}`,
    ],
    [
      'an envelope whose list has another name',
      { mood: { is: 'drifted', from: '"results":', to: '"items":' } },
      whole,
      'source_unavailable',
      `RAWG gave no data: it did not send a list of games, 6 times in a row. ${LATER}`,
    ],
    [
      'an address that is not there',
      {},
      (played, url) => whole(played, `${url}/old`),
      'source_unavailable',
      `RAWG gave no data: it answered with status 404. ${LATER}`,
    ],
  ])('of %s is told without key or address', async (_, fake, sync, code, message) => {
    const { result } = await played(fake, sync)
    expect([(result as { code?: string }).code, messageOf(result)]).toEqual([code, message]) // safe: a Failure, or the test fails
    expect(Bun.inspect(result)).not.toContain(SECRET)
  })

  test('that is gone by the next run is not read again from stored responses', async () => {
    await using stores = await createTestStores()
    const drifted = await played({ mood: { is: 'drifted', from: '"count":', to: '"total":' } }, whole, stores)
    expect(drifted.result).toMatchObject({ code: 'source_unavailable' })
    expect((await played({}, whole, stores)).result).toMatchObject({ read: 150, accepted: 150 })
  })
})

test('a field that has changed its form refuses every row and is named', async () => {
  const { result } = await played({ mood: { is: 'drifted', from: '"playtime":', to: '"play_time":' } }, whole)
  expect(result).toMatchObject({ read: 150, quarantined: 150 })
})

test('a page that no longer exists when it is requested is skipped', async () => {
  const { result, asked } = await played({ counted: () => 200 }, whole)
  expect(result).toMatchObject({ read: 150 })
  expect(asked).toHaveLength(6)
})

test('a list that repeats one page for ever ends after the counted pages', async () => {
  const games = someGames(40)
  const endless = games.concat(games, games)
  const { result } = await played({ games: endless }, whole)
  expect(result).toMatchObject({ read: 120, accepted: 40, duplicate: 80 })
})

test('a crawl of years without games sends few requests', async () => {
  const { asked } = await played({ games: [] }, whole)
  expect(asked).toHaveLength(1)
})
