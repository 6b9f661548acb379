import { afterEach, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { rowsOf } from '#db/stores'
import { messageOf } from '#lib/errors'
import { findSource } from '#seed/sources/index'
import { createVirtualClock, type VirtualClock } from '#tests/seed/api/virtual-clock'
import { servedAt } from '#tests/support/api-access'
import {
  type Failing,
  type FakeWikidata,
  type FakeWikidataOptions,
  startFakeWikidata,
} from '#tests/support/fake-wikidata'
import { load } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'
import { anItem, FIXTURE_ITEMS, ITEMS } from '#tests/support/wikidata-items'

setDefaultTimeout(60_000)

let stores: TestStores
let clock: VirtualClock

beforeEach(async () => {
  stores = await createTestStores()
  clock = createVirtualClock()
})
afterEach(() => stores[Symbol.asyncDispose]())

const plainly = (served: FakeWikidata) => load(stores, servedAt(findSource('wikidata'), served.url), { clock })

/** Runs `work` beside a fake, and tells what was beyond its limits. */
async function withFake(
  fake: Partial<FakeWikidataOptions>,
  work: (served: FakeWikidata) => Promise<unknown>,
): Promise<{ refused: number; asked: string[] }> {
  await using served = startFakeWikidata({ items: ITEMS, clock, ...fake })
  await work(served)
  return { refused: served.refused(), asked: served.asked }
}

async function failureOf(fake: Partial<FakeWikidataOptions>): Promise<unknown> {
  let failure: unknown
  await withFake(fake, async (served) => {
    failure = await plainly(served).catch((error: unknown) => error)
  })
  return failure
}

describe('a query that is too much', () => {
  const codes = () =>
    rowsOf<{ code: string; raw: string }>(stores.db, sql`select code, raw from quarantine order by raw`)

  test('is asked in halves until every item is listed and answered', async () => {
    const reports: unknown[] = []
    const { asked } = await withFake({ most: 60, mostListed: 2_000 }, async (served) =>
      reports.push(await plainly(served)),
    )
    expect(reports).toMatchObject([{ read: 504, accepted: 503, quarantined: 1 }])
    expect(asked.length).toBeGreaterThan(12)
  })

  test.each<Failing>(['timeout', 'truncated', 'status 500'])(
    'for one item alone (%s) leaves that one as refused, and no other',
    async (as) => {
      const reports: unknown[] = []
      const poison = { numbers: [200_000, 200_014], as }
      const { refused } = await withFake({ poison }, async (served) => reports.push(await plainly(served)))
      expect(reports).toMatchObject([{ read: 504, accepted: 501, quarantined: 3 }])
      expect((await codes()).filter(({ code }) => code === 'unanswerable')).toEqual([
        { code: 'unanswerable', raw: '{"id":"Q200000"}' },
        { code: 'unanswerable', raw: '{"id":"Q200014"}' },
      ])
      expect(refused).toBe(0)
    },
  )

  test('for every item is a service that is down: the run ends, and goes on later', async () => {
    const failure = await failureOf({ poison: { numbers: ITEMS.map(({ number }) => number), as: 'timeout' } })
    expect(failure).toMatchObject({ code: 'source_unavailable' })
    expect(messageOf(failure)).toContain('Wikidata gave no data: the query took it too long')
    expect(await codes()).toEqual([])
    const reports: unknown[] = []
    await withFake({}, async (served) => reports.push(await plainly(served)))
    expect(reports).toMatchObject([{ read: 504, accepted: 503, quarantined: 1 }])
  })
})

test('an item that is no game any more when it is asked for is refused, not lost', async () => {
  const reports: unknown[] = []
  const gone = { ...anItem(300, 'Gone'), rows: [] }
  await withFake({ items: [...FIXTURE_ITEMS, gone] }, async (served) => reports.push(await plainly(served)))
  expect(reports).toMatchObject([{ read: 5, accepted: 3, quarantined: 2 }])
  const [refused] = await rowsOf(stores.db, sql`select code, raw from quarantine where code = 'undescribed'`)
  expect(refused).toEqual({ code: 'undescribed', raw: '{"id":"Q300"}' })
})

describe('an error', () => {
  test.each<[string, Partial<FakeWikidataOptions>, string]>([
    ['of a service that is down', { mood: 'dead' }, 'it answered with status 521, 4 times over'],
    ['of answers in another shape', { drifted: true }, 'it sent something else than a list of items'],
  ])('%s is a failure that says so', async (_, fake, says) => {
    const failure = await failureOf(fake)
    expect(failure).toMatchObject({ code: 'source_unavailable' })
    expect(messageOf(failure)).toContain(says)
    expect(messageOf(failure)).not.toMatch(/http|127\.0\.0\.1/)
  })

  test.each([403, 429])('of the robot policy (%i) is not asked again', async (status) => {
    let asked = 0
    const server = Bun.serve({
      port: 0,
      fetch() {
        asked++
        return new Response('Please respect our robot policy https://w.wiki/4wJS.', { status })
      },
    })
    const failure: unknown = await load(stores, servedAt(findSource('wikidata'), String(server.url)), { clock }).catch(
      (error: unknown) => error,
    )
    await server.stop(true)
    expect(messageOf(failure)).toContain('it wants a contact that its operators can reach')
    expect(asked).toBe(2)
  })
})
