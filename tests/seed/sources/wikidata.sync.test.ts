import { afterEach, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { rowsOf } from '#db/stores'
import { findSource } from '#seed/sources/index'
import { createVirtualClock, type VirtualClock } from '#tests/seed/api/virtual-clock'
import { servedAt } from '#tests/support/api-access'
import { catalogueHash } from '#tests/support/catalogue-hash'
import type { Mood } from '#tests/support/fake-mood'
import { type FakeWikidata, type FakeWikidataOptions, type Item, startFakeWikidata } from '#tests/support/fake-wikidata'
import { loadKilled } from '#tests/support/killed-loads'
import { load } from '#tests/support/memory-source'
import { createRandom } from '#tests/support/random'
import { storedText } from '#tests/support/stored-text'
import { createTestStores, type TestStores } from '#tests/support/stores'
import { anItem, ITEMS } from '#tests/support/wikidata-items'

setDefaultTimeout(60_000)

const DAY_MS = 86_400_000

let stores: TestStores
let clock: VirtualClock

beforeEach(async () => {
  stores = await createTestStores()
  clock = createVirtualClock()
})
afterEach(() => stores[Symbol.asyncDispose]())

const wikidataAt = (fake: FakeWikidata) => servedAt(findSource('wikidata'), fake.url)

const plainly = (served: FakeWikidata) => load(stores, wikidataAt(served), { clock })

/** Runs `work` beside a fake, and tells what was beyond its limits. */
async function withFake(
  fake: Partial<FakeWikidataOptions>,
  work: (served: FakeWikidata) => Promise<unknown>,
): Promise<{ refused: number; asked: string[] }> {
  await using served = startFakeWikidata({ items: ITEMS, clock, ...fake })
  await work(served)
  return { refused: served.refused(), asked: served.asked }
}

/** Wikidata as it is three days later: two items edited, one new. */
function laterItems(): Item[] {
  const now = `${new Date(clock.now()).toISOString().slice(0, 19)}Z`
  const edited = ITEMS.map((item) => (item.number === 200_007 ? anItem(200_007, 'Renamed', now) : item))
  return [...edited, anItem(900_000, 'New', now)]
}

/** A full sync and, three days later, an incremental one; answers how much of them was beyond the limits. */
async function bothSyncs(
  fake: Partial<FakeWikidataOptions>,
  sync: (served: FakeWikidata) => Promise<unknown>,
): Promise<number> {
  const full = await withFake(fake, sync)
  await clock.sleep(3 * DAY_MS)
  const later = await withFake({ ...fake, items: laterItems() }, sync)
  return full.refused + later.refused
}

describe('a sync', () => {
  test('reads every item by rising number, and later only what changed', async () => {
    const reports: unknown[] = []
    await bothSyncs({}, async (served) => reports.push(await plainly(served)))
    expect(reports).toMatchObject([
      { read: 504, accepted: 503, quarantined: 1 },
      { read: 2, accepted: 2, quarantined: 0 },
    ])
  })

  test.each([1, 2, 3])('killed at moments of seed %i ends in the same catalogue, within the limits', async (seed) => {
    await bothSyncs({ queryMs: 20_000 }, plainly)
    const whole = await catalogueHash(stores.db)
    await stores[Symbol.asyncDispose]()
    ;[stores, clock] = [await createTestStores(), createVirtualClock()]
    const random = createRandom(seed)
    let killed = 0
    const refused = await bothSyncs({ queryMs: 20_000 }, async (served) => {
      killed += (await loadKilled(stores, wikidataAt(served), { kills: 6, random, clock })).killed
    })
    expect(killed).toBeGreaterThan(2)
    expect(await catalogueHash(stores.db)).toBe(whole)
    expect(refused).toBe(0)
  })

  test.each<[Mood, number]>([
    ['slow', 45_000],
    ['rate limited', 1_000],
    [{ flaky: 0.2, seed: 3 }, 1_000],
  ])('of a service that is %j loses nothing and keeps its limits', async (mood, queryMs) => {
    let report: unknown
    const { refused } = await withFake({ mood, queryMs }, async (served) => {
      report = await plainly(served)
    })
    expect(report).toMatchObject({ read: 504, accepted: 503, quarantined: 1 })
    expect(refused).toBe(0)
  })

  test('again in another order finds every record unchanged', async () => {
    await withFake({}, plainly)
    await stores.db.execute(sql`update ingest_run set syncs = false`)
    const reports: unknown[] = []
    await withFake({}, async (served) => reports.push(await plainly(served)))
    expect(reports).toMatchObject([{ accepted: 0, unchanged: 503, quarantined: 1 }])
  })

  test('ties the records of other sources by their ids, whatever the game is called', async () => {
    const from = join(import.meta.dir, '../../fixtures/igdb/games.json')
    await load(stores, findSource('igdb'), { clock, from })
    await withFake({ items: [anItem(620, 'Portail Deux')] }, plainly)
    const [portal] = await rowsOf(
      stores.db,
      sql`select g.title, g.alternative_names as names from external_id e join game g on g.id = e.game_id
        where e.source = 'steam' and e.id = '620'`,
    )
    expect(portal).toEqual({ title: 'Portal 2', names: ['Portal II', 'Portail Deux'] })
  })

  test('is built again out of the archive without a request', async () => {
    await bothSyncs({}, plainly)
    const before = await catalogueHash(stores.db)
    await stores.db.execute(sql`truncate source_record, match_link, match_key, match_pending, game cascade`)
    const nowhere = servedAt(findSource('wikidata'), 'http://127.0.0.1:1')
    await load(stores, nowhere, { clock, fromArchive: true })
    expect(await catalogueHash(stores.db)).toBe(before)
  })

  test('keeps no address in the store', async () => {
    await withFake({}, plainly)
    const text = await storedText(stores.db, 'wikidata')
    expect(text).toContain('Quest of Sir 17')
    expect(text).not.toContain('127.0.0.1')
  })
})
