import { expect, setDefaultTimeout, test } from 'bun:test'
import { join } from 'node:path'
import { findSource } from '#seed/sources/index'
import { servedAt } from '#tests/support/api-access'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { eachWithOwn } from '#tests/support/each-own'
import { startFakeSteamspy } from '#tests/support/fake-steamspy'
import { loadThroughKills } from '#tests/support/load-through-kills'
import { load } from '#tests/support/memory-source'
import { nameOfGame } from '#tests/support/play'

setDefaultTimeout(180_000)

const own = eachWithOwn()
const REAL = process.env.TEST_DATA_DIR && join(process.env.TEST_DATA_DIR, 'steam/steamspy_2023')

type Pages = Record<string, unknown>[]

/** Returns `pages` pages of `games` invented games; `positive` returns the positive reviews of one. */
const madeUp = (pages: number, games: number, positive: (appid: number) => number): Pages =>
  Array.from({ length: pages }, (_, page) =>
    Object.fromEntries(
      Array.from({ length: games }, (_, at) => {
        const appid = 10 * (page * games + at + 1)
        return [appid, { appid, name: nameOfGame(appid / 10), positive: positive(appid), negative: 1 }]
      }),
    ),
  )

/** Crawls these pages and, a day later, changed ones; returns the number of requests that were too fast. */
async function bothCrawls(
  first: Pages,
  later: Pages,
  sync: (source: ReturnType<typeof servedAt>) => Promise<unknown>,
): Promise<number> {
  let refused = 0
  for (const pages of [first, later]) {
    await using server = startFakeSteamspy({ pages, clock: own.clock })
    await sync(servedAt(findSource('steamspy'), server.url))
    refused += server.refused()
    await own.clock.sleep(86_400_000)
  }
  return refused
}

test.each([1, 2, 3])(
  'a crawl killed at moments of seed %i ends in the same catalogue, within the limit',
  async (seed) => {
    const first = madeUp(6, 20, () => 9)
    const later = madeUp(7, 20, (appid) => (appid % 70 === 0 ? 90 : 9))
    const plainly = await bothCrawls(first, later, (source) => load(own.stores, source, { clock: own.clock }))
    const whole = await catalogueHash(own.stores.db)
    await own.renew()
    let kills = 0
    const refused = await bothCrawls(first, later, async (source) => {
      kills += (await loadThroughKills(own.stores, source, { clock: own.clock }, seed + kills)).kills
    })
    expect(kills).toBeGreaterThan(1)
    expect(await catalogueHash(own.stores.db)).toBe(whole)
    expect([plainly, refused]).toEqual([0, 0])
  },
)

test.skipIf(!REAL)(
  'the recorded pages, killed again and again, end as they do left alone (needs TEST_DATA_DIR)',
  async () => {
    const recorded = (number: number) => Bun.file(join(REAL ?? '', `20230204_steamspy_page_${number}.json`)).json()
    const pages: Pages = await Promise.all([0, 1, 2, 60].map(recorded))
    await bothCrawls(pages, pages, (source) => load(own.stores, source, { clock: own.clock }))
    const whole = await catalogueHash(own.stores.db)
    await own.renew()
    await bothCrawls(pages, pages, async (source) => {
      await loadThroughKills(own.stores, source, { clock: own.clock }, 7)
    })
    expect(await catalogueHash(own.stores.db)).toBe(whole)
  },
)
