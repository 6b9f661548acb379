import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { rowsOf } from '#db/stores'
import { findSource } from '#seed/sources/index'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { databaseText } from '#tests/support/database-text'
import { eachWithOwn } from '#tests/support/each-own'
import type { FakeApi, Mood } from '#tests/support/fake-api'
import type { FakeWikidataOptions, Item } from '#tests/support/fake-wikidata'
import { loadThroughKills } from '#tests/support/load-through-kills'
import { load } from '#tests/support/memory-source'
import { anItem, besideWikidata, CONTACT, ITEMS, loadWikidata, wikidataAt } from '#tests/support/play-wikidata'

setDefaultTimeout(60_000)

const DAY_MS = 86_400_000
const own = eachWithOwn()

const plainly = (served: FakeApi) => loadWikidata(own, served)

/** Wikidata three days later: two items edited, one new. */
function laterItems(): Item[] {
  const now = `${new Date(own.clock.now()).toISOString().slice(0, 19)}Z`
  const edited = ITEMS.map((item) => (item.number === 200_007 ? anItem(200_007, 'Renamed', now) : item))
  return [...edited, anItem(900_000, 'New', now)]
}

/** Runs a full sync and, three days later, an incremental one; returns both results and the requests beyond the limits. */
async function bothSyncs<T>(
  fake: Partial<FakeWikidataOptions>,
  sync: (served: FakeApi) => Promise<T>,
): Promise<{ results: [T, T]; refused: number }> {
  const full = await besideWikidata(own, fake, sync)
  await own.clock.sleep(3 * DAY_MS)
  const later = await besideWikidata(own, { ...fake, items: laterItems() }, sync)
  return { results: [full.result, later.result], refused: full.refused + later.refused }
}

describe('a sync', () => {
  test('reads every item by rising number, and later only what changed', async () => {
    const { results } = await bothSyncs({}, plainly)
    expect(results).toMatchObject([
      { read: 504, accepted: 503, quarantined: 1 },
      { read: 2, accepted: 2, quarantined: 0 },
    ])
  })

  test.each([1, 2, 3])('killed at moments of seed %i ends in the same catalogue, within the limits', async (seed) => {
    await bothSyncs({ queryMs: 20_000 }, plainly)
    const whole = await catalogueHash(own.stores.db)
    await own.renew()
    let killed = 0
    const { refused } = await bothSyncs({ queryMs: 20_000 }, async (served) => {
      const { stores, clock } = own
      killed += (await loadThroughKills(stores, wikidataAt(served), { clock, credentials: CONTACT }, seed + killed))
        .kills
    })
    expect(killed).toBeGreaterThan(2)
    expect(await catalogueHash(own.stores.db)).toBe(whole)
    expect(refused).toBe(0)
  })

  test.each<[Mood, number]>([
    [{ is: 'slow', ms: 20_000 }, 45_000],
    [{ is: 'rate limited', every: 3 }, 1_000],
    [{ is: 'flaky', share: 0.2, seed: 3 }, 1_000],
  ])('of a service that is %j loses nothing and keeps its limits', async (mood, queryMs) => {
    const { result, refused } = await besideWikidata(own, { mood, queryMs }, plainly)
    expect(result).toMatchObject({ read: 504, accepted: 503, quarantined: 1 })
    expect(refused).toBe(0)
  })

  test('again in another order finds every record unchanged', async () => {
    await besideWikidata(own, {}, plainly)
    await own.stores.db.execute(sql`update ingest_run set syncs = false`)
    const { result } = await besideWikidata(own, {}, plainly)
    expect(result).toMatchObject({ accepted: 0, unchanged: 503, quarantined: 1 })
  })

  test('is matched with records of other sources by ids, whatever their titles', async () => {
    const from = join(import.meta.dir, '../../fixtures/igdb/games.json')
    await load(own.stores, findSource('igdb'), { clock: own.clock, from })
    await besideWikidata(own, { items: [anItem(620, 'Portail Deux')] }, plainly)
    const [portal] = await rowsOf(
      own.stores.db,
      sql`select g.title, g.alternative_names as names from external_id e join game g on g.id = e.game_id
        where e.source = 'steam' and e.id = '620'`,
    )
    expect(portal).toEqual({ title: 'Portal 2', names: ['Portal II', 'Portail Deux'] })
  })

  test('can be rebuilt from stored responses without a request', async () => {
    await bothSyncs({}, plainly)
    const before = await catalogueHash(own.stores.db)
    await own.stores.db.execute(sql`truncate source_record, match_link, match_key, match_pending, game cascade`)
    await load(own.stores, wikidataAt({ url: 'http://127.0.0.1:1' }), { clock: own.clock, fromArchive: true })
    expect(await catalogueHash(own.stores.db)).toBe(before)
  })

  test('stores no address', async () => {
    await besideWikidata(own, {}, plainly)
    const text = await databaseText(own.stores.db, 'wikidata')
    expect(text).toContain('Quest of Sir 17')
    expect(text).not.toContain('127.0.0.1')
  })
})
