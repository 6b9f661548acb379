import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { rowsOf } from '#db/stores'
import type { Row } from '#tests/support/apicalypse'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { databaseText } from '#tests/support/database-text'
import { eachWithOwn } from '#tests/support/each-own'
import type { Mood } from '#tests/support/fake-api'
import { CREDENTIALS, type FakeIgdb, type FakeIgdbOptions, startFakeIgdb } from '#tests/support/fake-igdb'
import { loadThroughKills } from '#tests/support/load-through-kills'
import { load } from '#tests/support/memory-source'
import { FIXTURE_GAMES, GAMES, IGDB_KEYS, igdbAt, loadIgdb } from '#tests/support/play-igdb'

setDefaultTimeout(60_000)

const DAY_MS = 86_400_000
const own = eachWithOwn()

/** IGDB a day later: two games edited, one new. */
function nextDay(): Row[] {
  const now = Math.floor(own.clock.now() / 1000)
  const edited = GAMES.map((game) =>
    game.id === 72 || game.id === 400_003 ? { ...game, name: `${game.name} Again`, updated_at: now } : game,
  )
  return [
    ...edited,
    { ...FIXTURE_GAMES[1], id: 500_000, name: 'The Crew Motorfest', slug: 'motorfest', updated_at: now },
  ]
}

/** Runs a full sync and, a day later, an incremental one, each with `sync`. */
async function bothSyncs(
  fake: Partial<FakeIgdbOptions>,
  sync: (served: FakeIgdb) => Promise<unknown>,
): Promise<{ refused: number; asked: string[][] }> {
  let refused = 0
  const asked: string[][] = []
  const one = async (games: readonly Row[]) => {
    await using served = startFakeIgdb({ games, clock: own.clock, ...fake })
    await sync(served)
    refused += served.refused()
    asked.push(served.asked)
  }
  await one(GAMES)
  await own.clock.sleep(DAY_MS)
  await one(nextDay())
  return { refused, asked }
}

const plainly = (served: FakeIgdb) => loadIgdb(own, served)

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
    const whole = await catalogueHash(own.stores.db)
    await own.renew()
    let killed = 0
    const { refused } = await bothSyncs({}, async (served) => {
      const { stores, clock } = own
      killed += (await loadThroughKills(stores, igdbAt(served), { clock, credentials: IGDB_KEYS }, seed + killed)).kills
    })
    expect(killed).toBeGreaterThan(2)
    expect(await catalogueHash(own.stores.db)).toBe(whole)
    expect(refused).toBe(0)
  })

  test.each<Mood>([
    { is: 'slow', ms: 20_000 },
    { is: 'rate limited', every: 3 },
    { is: 'flaky', share: 0.3, seed: 7 },
  ])('of an API that is %j loses nothing', async (mood) => {
    await using served = startFakeIgdb({ games: GAMES, clock: own.clock, mood })
    expect(await plainly(served)).toMatchObject({ accepted: 604, quarantined: 0 })
    expect(served.refused()).toBe(0)
  })

  test('can be rebuilt from stored responses without a request', async () => {
    await bothSyncs({}, plainly)
    const before = await catalogueHash(own.stores.db)
    await own.stores.db.execute(sql`truncate source_record, match_link, match_key, match_pending, game cascade`)
    await load(own.stores, igdbAt({ url: 'http://127.0.0.1:1' }), { clock: own.clock, fromArchive: true })
    expect(await catalogueHash(own.stores.db)).toBe(before)
  })

  test('stores no credentials and tokens, in responses neither', async () => {
    await bothSyncs({ revoked: { after: 2 } }, plainly)
    const text = await databaseText(own.stores.db, 'igdb')
    expect(text).toContain('Quest of Sir 17')
    for (const secret of [CREDENTIALS.id, CREDENTIALS.secret, 't0k3n', 'Bearer', '127.0.0.1'])
      expect(text).not.toContain(secret)
  })

  test('matches an edition with its game, and its release has the edition', async () => {
    await using served = startFakeIgdb({ games: FIXTURE_GAMES, clock: own.clock })
    await plainly(served)
    const games = await rowsOf(
      own.stores.db,
      sql`select title, kind from game where merged_into is null order by title`,
    )
    expect(games).toEqual([
      { title: 'Portal 2', kind: 'game' },
      { title: 'Street Fighter 6: Year 2 - Terry', kind: 'dlc' },
      { title: 'The Crew 2', kind: 'game' },
    ])
  })
})
