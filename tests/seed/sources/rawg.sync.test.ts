import { beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { rowsOf } from '#db/stores'
import { databaseText } from '#tests/support/database-text'
import type { Mood } from '#tests/support/fake-api'
import type { RawgGame } from '#tests/support/fake-rawg'
import { loadThroughKills } from '#tests/support/load-through-kills'
import { load } from '#tests/support/memory-source'
import type { Sync } from '#tests/support/play'
import { KEYS, played, rawgAt, SECRET, someGames, whole } from '#tests/support/play-rawg'
import { createTestStores } from '#tests/support/stores'
import type { VirtualClock } from '../api/virtual-clock'

setDefaultTimeout(60_000)

/** Games after a first crawl: the first ones changed, and new ones. */
const later = (games: readonly RawgGame[]): RawgGame[] => [
  ...games.map((game, n) => (n < 60 ? { ...game, rating: 1.5, updated: '2023-02-01T13:00:00' } : game)),
  ...someGames(games.length + 50, '2023-01-28T08:00:00').slice(games.length),
]

const killed =
  (seed: number): Sync =>
  ({ stores, clock }, url) =>
    loadThroughKills(stores, rawgAt(url), { clock, credentials: KEYS }, seed)

/** Runs a first crawl with `first`, then a crawl of changes with `second`. */
const twice = async (first: Sync, second: Sync) => {
  await using stores = await createTestStores()
  const games = someGames(150)
  const one = await played({ games }, first, stores)
  const two = await played({ games: later(games) }, second, stores)
  return { one, two }
}

let uninterrupted: Awaited<ReturnType<typeof twice>>

beforeAll(async () => {
  uninterrupted = await twice(whole, whole)
})

describe('a sync', () => {
  test('reads every game, page by page from the last one, and nothing is refused', () => {
    const { one } = uninterrupted
    expect(one.result).toMatchObject({ read: 150, accepted: 150, quarantined: 0 })
    expect(one.asked.map((path) => new URLSearchParams(path.split('?')[1]).get('page'))).toEqual([
      null,
      '4',
      '3',
      '2',
      '1',
    ])
    expect(one.refused).toBe(0)
  })

  test('after the first one asks for changes since two days before it, and reads what was added and changed', () => {
    const { two } = uninterrupted
    const asked = new URLSearchParams(two.asked[0]?.split('?')[1])
    expect(asked.get('updated')).toBe('2023-01-30,2023-02-02')
    expect(two.result).toMatchObject({ read: 60, accepted: 60 })
    expect(two.asked).toHaveLength(3)
  })

  test.each([1, 2, 3])(
    'killed at moments of seed %p, like the run after it, ends like one that was not killed',
    async (seed) => {
      const { one, two } = await twice(killed(seed), killed(seed + 100))
      expect(one.result).toMatchObject({ report: { read: 150, accepted: 150, quarantined: 0 } })
      expect((one.result as { kills: number }).kills).toBeGreaterThan(0) // safe: as loadThroughKills answers
      expect([one.hash, two.hash]).toEqual([uninterrupted.one.hash, uninterrupted.two.hash])
      expect([one.refused, two.refused]).toEqual([0, 0])
    },
  )

  test.each<[string, Mood]>([
    ['slow', { is: 'slow', ms: 4_000 }],
    ['flaky', { is: 'flaky', share: 0.4, seed: 11 }],
    ['rate limited without a word of how long', { is: 'rate limited', every: 3 }],
    ['rate limited with a Retry-After', { is: 'rate limited', every: 3, retryAfter: '90' }],
  ])('of an API that is %s ends like one that is well', async (_, mood) => {
    const { hash, refused } = await played({ mood }, whole)
    expect(hash).toBe(uninterrupted.one.hash)
    expect(refused).toBe(0)
  })

  test('while games change loses none of them', async () => {
    const games = someGames(150)
    const moving: Sync = async ({ stores, clock, asked }, url) => {
      const sleep: VirtualClock['sleep'] = async (ms) => {
        await clock.sleep(ms)
        const at = games.findIndex(({ id }) => id === 100 + asked.length * 7)
        const game = games[at]
        if (game) games[at] = { ...game, updated: '2023-02-09T00:00:00' }
      }
      await load(stores, rawgAt(url), { clock: { ...clock, sleep }, credentials: KEYS })
      const rows = await rowsOf<{ key: string }>(stores.db, sql`select source_key as key from source_record`)
      return games.filter(({ id, updated }) => updated < '2023-02-09' && !rows.some(({ key }) => key === String(id)))
    }
    expect((await played({ games }, moving)).result).toEqual([])
  })
})

describe('the key', () => {
  let text: string
  beforeAll(async () => {
    const sync: Sync = async (played, url) => {
      await whole(played, url)
      text = await databaseText(played.stores.db, 'rawg')
    }
    await played({}, sync)
  })

  test('is nowhere in the database, although RAWG repeats it in every response', () => {
    expect(text).toContain('"next":"http')
    expect(text).toContain('games?updated=')
    expect(text).not.toContain(SECRET)
  })
})

describe('a game that no list shows', () => {
  let shown: { result: unknown; rejects: unknown }
  beforeAll(async () => {
    const counted = (asked: URLSearchParams) =>
      asked.has('dates') ? 40 : asked.get('updated') === '2023-02-01,2023-02-02' ? 19_990 : 0
    const sync: Sync = async ({ stores, clock }, url) => {
      const result = await load(stores, rawgAt(url), {
        clock,
        credentials: KEYS,
        since: new Date('2023-02-01'),
        limit: 100,
      })
      const rejects = await rowsOf(stores.db, sql`select code, message from quarantine order by id limit 2`)
      shown = { result, rejects }
    }
    await played({ games: [], counted }, sync)
  })

  test('is refused as unreachable, with the number of such games', () => {
    expect(shown.rejects).toEqual([
      { code: 'unreachable', message: '30 games are beyond the last page that RAWG shows of a list.' },
      { code: 'unreachable', message: '40 games are beyond the last page that RAWG shows of a list.' },
    ])
  })
})
