import { beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { rowsOf } from '#db/stores'
import { databaseText } from '#tests/support/database-text'
import type { Mood } from '#tests/support/fake-api'
import type { SteamApp } from '#tests/support/fake-steam'
import { loadThroughKills } from '#tests/support/load-through-kills'
import { load } from '#tests/support/memory-source'
import type { Sync } from '#tests/support/play'
import { KEYS, PERSON, played, SECRET, someApps, steamAt, whole } from '#tests/support/play-steam'
import { createTestStores } from '#tests/support/stores'

setDefaultTimeout(60_000)
const TODAY = Date.UTC(2023, 1, 1) / 1000

/** Apps after a first crawl: some changed, one no longer shown, some new. */
const later = (apps: readonly SteamApp[]): SteamApp[] => [
  ...apps.map(changed),
  ...someApps(apps.length + 10, TODAY).slice(apps.length),
]

function changed(app: SteamApp, n: number): SteamApp {
  if (n === 3) return { appid: app.appid, name: app.name, last_modified: TODAY }
  return n < 8 ? { ...app, last_modified: TODAY, data: { ...app.data, website: 'https://new.example' } } : app
}

const killed =
  (seed: number): Sync =>
  ({ stores, clock }, url) =>
    loadThroughKills(stores, steamAt(url), { clock, credentials: KEYS }, seed)

/** Runs a first crawl with `first`, then a crawl of changes with `second`; returns both results, the stored and the refused records. */
const twice = async (first: Sync, second: Sync) => {
  await using stores = await createTestStores()
  const apps = someApps(30)
  const one = await played({ apps }, first, stores)
  const two = await played({ apps: later(apps) }, second, stores)
  const records = await rowsOf<{ key: string; gone: boolean; raw: string }>(
    stores.db,
    sql`select source_key as key, removed_at is not null as gone, raw from source_record`,
  )
  const refused = await rowsOf<{ code: string; count: number }>(
    stores.db,
    sql`select code, count(*)::int as count from quarantine group by code`,
  )
  return { one, two, records, refused, text: await databaseText(stores.db, 'steam') }
}

let uninterrupted: Awaited<ReturnType<typeof twice>>

beforeAll(async () => {
  uninterrupted = await twice(whole, whole)
})

describe('a sync', () => {
  test('lists all apps in three pages, then requests the details of each', () => {
    const { one } = uninterrupted
    expect(one.result).toMatchObject({ read: 30, accepted: 27, quarantined: 3 })
    const lists = one.asked.filter((path) => path.startsWith('/IStoreService'))
    expect(lists.map((path) => new URLSearchParams(path.split('?')[1]).get('last_appid'))).toEqual(['0', '120', '240'])
    expect(one.asked).toHaveLength(33)
    expect(one.asked[1]).toBe('/api/appdetails?appids=10&cc=us&l=english')
    expect(one.refused).toBe(0)
  })

  test('after the first one asks for changes since a day before it', () => {
    const { two } = uninterrupted
    const asked = new URLSearchParams(two.asked[0]?.split('?')[1])
    expect(asked.get('if_modified_since')).toBe(String(Date.UTC(2023, 0, 31, 12) / 1000))
    expect(two.result).toMatchObject({ read: 18, accepted: 16, quarantined: 2 })
  })

  test('refuses an app that the store no longer shows, and keeps its earlier data', () => {
    const { records, refused } = uninterrupted
    expect(refused).toEqual([{ code: 'unavailable', count: 5 }])
    expect(records.find(({ key }) => key === '40')).toMatchObject({ gone: false })
    expect(records).toHaveLength(36)
  })

  test.each([1, 2, 3])(
    'killed at moments of seed %p, like the run after it, ends like one that was not killed',
    async (seed) => {
      const { one, two } = await twice(killed(seed), killed(seed + 100))
      expect(one.result).toMatchObject({ report: { read: 30, accepted: 27, quarantined: 3 } })
      expect((one.result as { kills: number }).kills).toBeGreaterThan(0) // safe: as loadThroughKills answers
      expect([one.hash, two.hash]).toEqual([uninterrupted.one.hash, uninterrupted.two.hash])
      expect([one.refused, two.refused]).toEqual([0, 0])
    },
  )

  test.each<[string, Mood]>([
    ['slow', { is: 'slow', ms: 4_000 }],
    ['flaky', { is: 'flaky', share: 0.3, seed: 5 }],
    ['rate limited without a word of how long', { is: 'rate limited', every: 7 }],
    ['rate limited with a Retry-After', { is: 'rate limited', every: 7, retryAfter: '20' }],
  ])('of an API that is %s ends like one that is well', async (_, mood) => {
    const { hash, refused } = await played({ mood }, whole)
    expect(hash).toBe(uninterrupted.one.hash)
    expect(refused).toBe(0)
  })
})

test('at most 200 apps are requested in five minutes', async () => {
  const { result, refused, clock, asked } = await played({ apps: someApps(120) }, async (own, url) => {
    await load(own.stores, steamAt(url), { clock: own.clock, credentials: KEYS })
    return load(own.stores, steamAt(url), { clock: own.clock, credentials: KEYS, restart: true })
  })
  expect(result).toMatchObject({ read: 120 })
  expect(asked.length).toBeGreaterThan(240)
  expect(refused).toBe(0)
  expect(clock.pauses.length).toBeGreaterThan(230)
})

test('neither the key nor the email address of a person is in the database', () => {
  const { text } = uninterrupted
  expect(text).toContain('"email":""')
  expect(text).toContain('IStoreService/GetAppList')
  expect(text).not.toContain(SECRET)
  expect(text).not.toContain(PERSON)
})
