import { afterEach, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { rowsOf } from '#db/stores'
import { messageOf } from '#lib/errors'
import { findSource } from '#seed/sources/index'
import { createVirtualClock, type VirtualClock } from '#tests/seed/api/virtual-clock'
import { NO_KEYS, servedAt } from '#tests/support/api-access'
import type { Row } from '#tests/support/apicalypse'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { CREDENTIALS, type FakeIgdb, type FakeIgdbOptions, startFakeIgdb } from '#tests/support/fake-igdb'
import type { Mood } from '#tests/support/fake-mood'
import { loadKilled } from '#tests/support/killed-loads'
import { load } from '#tests/support/memory-source'
import { createRandom } from '#tests/support/random'
import { storedText } from '#tests/support/stored-text'
import { createTestStores, type TestStores } from '#tests/support/stores'

setDefaultTimeout(60_000)

const FIXTURE: Row[] = await Bun.file(join(import.meta.dir, '../../fixtures/igdb/games.json')).json()
const KEYS = { ...NO_KEYS, IGDB_CLIENT_ID: CREDENTIALS.id, IGDB_CLIENT_SECRET: CREDENTIALS.secret }
const DAY_MS = 86_400_000

/** Games enough for two pages, some of them named alike. */
const GAMES: Row[] = FIXTURE.concat(
  Array.from({ length: 600 }, (_, at) => ({
    id: 400_000 + at * 3,
    name: `Quest of Sir ${at % 550} & Co`,
    slug: `quest-${at}`,
    url: `https://www.igdb.com/games/quest-${at}`,
    game_type: { id: 0 },
    updated_at: 1_675_000_000 + at,
  })),
)

let stores: TestStores
let clock: VirtualClock

beforeEach(async () => {
  stores = await createTestStores()
  clock = createVirtualClock()
})
afterEach(() => stores[Symbol.asyncDispose]())

const igdbAt = (fake: FakeIgdb) => servedAt(findSource('igdb'), fake.url)

/** IGDB as it is changed a day later: two games edited, one new. */
function nextDay(): Row[] {
  const now = Math.floor(clock.now() / 1000)
  const edited = GAMES.map((game) =>
    game.id === 72 || game.id === 400_003 ? { ...game, name: `${game.name} Again`, updated_at: now } : game,
  )
  return [...edited, { ...FIXTURE[1], id: 500_000, name: 'The Crew Motorfest', slug: 'motorfest', updated_at: now }]
}

/** A full sync and, a day later, an incremental one; `sync` is how each is run. */
async function bothSyncs(
  fake: Partial<FakeIgdbOptions>,
  sync: (served: FakeIgdb) => Promise<unknown>,
): Promise<{ refused: number; asked: string[][] }> {
  let refused = 0
  const asked: string[][] = []
  const one = async (games: readonly Row[]) => {
    await using served = startFakeIgdb({ games, clock, ...fake })
    await sync(served)
    refused += served.refused()
    asked.push(served.asked)
  }
  await one(GAMES)
  await clock.sleep(DAY_MS)
  await one(nextDay())
  return { refused, asked }
}

const plainly = (served: FakeIgdb) => load(stores, igdbAt(served), { clock, keys: KEYS })

describe('a sync', () => {
  test('reads every game by rising id, and later only what changed', async () => {
    const reports: unknown[] = []
    const { asked, refused } = await bothSyncs({}, async (served) => reports.push(await plainly(served)))
    expect(reports).toMatchObject([
      { read: 604, accepted: 604, quarantined: 0 },
      { read: 3, accepted: 3, quarantined: 0 },
    ])
    expect(asked.map((bodies) => bodies.length)).toEqual([4, 3])
    expect(asked[1]?.[1]).toContain('where id > 0 & updated_at > 1675249200;')
    expect(refused).toBe(0)
  })

  test.each([1, 2, 3])('killed at moments of seed %i ends in the same catalogue, within the quota', async (seed) => {
    await bothSyncs({}, plainly)
    const whole = await catalogueHash(stores.db)
    await stores[Symbol.asyncDispose]()
    ;[stores, clock] = [await createTestStores(), createVirtualClock()]
    const random = createRandom(seed)
    let killed = 0
    const { refused } = await bothSyncs({}, async (served) => {
      const done = await loadKilled(stores, igdbAt(served), { kills: 6, random, clock, keys: KEYS })
      killed += done.killed
    })
    expect(killed).toBeGreaterThan(2)
    expect(await catalogueHash(stores.db)).toBe(whole)
    expect(refused).toBe(0)
  })

  test.each<Mood>(['slow', 'rate limited', { flaky: 0.3, seed: 7 }])(
    'of an API that is %j loses nothing',
    async (mood) => {
      await using served = startFakeIgdb({ games: GAMES, clock, mood })
      expect(await plainly(served)).toMatchObject({ accepted: 604, quarantined: 0 })
      expect(served.refused()).toBe(0)
    },
  )

  test('keeps credentials and tokens out of the store, answers included', async () => {
    await bothSyncs({ revoked: { after: 2 } }, plainly)
    const text = await storedText(stores.db, 'igdb')
    expect(text).toContain('Quest of Sir 17')
    for (const secret of [CREDENTIALS.id, CREDENTIALS.secret, 't0k3n', 'Bearer', '127.0.0.1'])
      expect(text).not.toContain(secret)
  })

  test('files an edition under its game, with what it is on the release', async () => {
    await using served = startFakeIgdb({ games: FIXTURE, clock })
    await plainly(served)
    const games = await rowsOf(stores.db, sql`select title, kind from game where merged_into is null order by title`)
    expect(games).toEqual([
      { title: 'Portal 2', kind: 'game' },
      { title: 'Street Fighter 6: Year 2 - Terry', kind: 'dlc' },
      { title: 'The Crew 2', kind: 'game' },
    ])
  })
})

describe('a token', () => {
  test('is minted once for a whole crawl', async () => {
    await using served = startFakeIgdb({ games: GAMES, clock })
    await plainly(served)
    expect(served.minted()).toBe(1)
  })

  test.each<[string, Partial<FakeIgdbOptions>]>([
    ['that is revoked', { revoked: { after: 2 } }],
    ['near its end', { expiresIn: 3_600 }],
  ])('%s is minted anew', async (_, fake) => {
    await using served = startFakeIgdb({ games: GAMES, clock, ...fake })
    expect(await plainly(served)).toMatchObject({ accepted: 604 })
    expect(served.minted()).toBeGreaterThan(1)
  })

  test('that never helps ends the run after one more, naming the variables', async () => {
    await using served = startFakeIgdb({ games: GAMES, clock, revoked: { after: 2, forEver: true } })
    const failure: unknown = await plainly(served).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'configuration' })
    expect(messageOf(failure)).toStartWith('IGDB_CLIENT_ID and IGDB_CLIENT_SECRET are not accepted')
    expect(served.minted()).toBe(2)
  })

  test.each([
    ['client', { IGDB_CLIENT_ID: 'nobody' }],
    ['client secret', { IGDB_CLIENT_SECRET: 'nothing' }],
  ])('of an invalid %s is refused with a message that names the variables and no value', async (_, wrong) => {
    await using served = startFakeIgdb({ games: GAMES, clock })
    const failure: unknown = await load(stores, igdbAt(served), { clock, keys: { ...KEYS, ...wrong } }).catch(
      (e: unknown) => e,
    )
    expect(failure).toMatchObject({ code: 'configuration' })
    expect(messageOf(failure)).not.toMatch(/nobody|nothing|h0us3|127\.0\.0\.1/)
    expect([served.minted(), served.asked.length]).toEqual([1, 0])
  })

  test('is not asked for without both variables', async () => {
    await using served = startFakeIgdb({ games: GAMES, clock })
    await expect(load(stores, igdbAt(served), { clock })).rejects.toMatchObject({
      code: 'configuration',
      message: expect.stringContaining('igdb needs IGDB_CLIENT_ID and IGDB_CLIENT_SECRET'),
    })
    expect(served.minted()).toBe(0)
  })
})

describe('an error', () => {
  test.each<[string, Partial<FakeIgdbOptions>, string]>([
    [
      'of a renamed field, as a list',
      { renamed: { from: 'game_type', to: 'kind' } },
      'it no longer has the field "game_type" that this version asks for',
    ],
    [
      'of a renamed field, as an object',
      { renamed: { from: 'external_games.uid', to: 'external_games.key' }, errors: 'object' },
      'it no longer has the field "external_games.uid" that this version asks for',
    ],
    [
      'that is none, though a field is renamed',
      { renamed: { from: 'game_type', to: 'kind', silently: true } },
      'no game it sends has the field "game_type" any more',
    ],
    ['of a server that is down', { mood: 'dead' }, 'Twitch gave no data: it answered with status 503'],
  ])('%s is a failure that says what to do', async (_, fake, says) => {
    await using served = startFakeIgdb({ games: GAMES, clock, ...fake })
    const failure: unknown = await plainly(served).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'source_unavailable' })
    expect(messageOf(failure)).toContain(says)
    expect(messageOf(failure)).not.toMatch(/h0us3|t0k3n|http|127\.0\.0\.1/)
  })
})
