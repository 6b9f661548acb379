import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { rowsOf } from '#db/stores'
import { messageOf } from '#lib/errors'
import { eachWithOwn } from '#tests/support/each-own'
import { type FakeApi, startFakeApi } from '#tests/support/fake-api'
import type { Failing, FakeWikidataOptions } from '#tests/support/fake-wikidata'
import { anItem, besideWikidata, FIXTURE_ITEMS, ITEMS, loadWikidata } from '#tests/support/play-wikidata'

setDefaultTimeout(60_000)

const own = eachWithOwn()

/** Loads from a fake; returns the result or the failure, and the requests that the fake received. */
const loaded = (fake: Partial<FakeWikidataOptions>) =>
  besideWikidata(own, fake, (served: FakeApi) => loadWikidata(own, served).catch((error: unknown) => error))

describe('a query that is too large', () => {
  const codes = () =>
    rowsOf<{ code: string; raw: string }>(own.stores.db, sql`select code, raw from quarantine order by raw`)

  test('is split in halves until every item is read', async () => {
    const { result, asked } = await loaded({ most: 60, mostListed: 2_000 })
    expect(result).toMatchObject({ read: 504, accepted: 503, quarantined: 1 })
    expect(asked.length).toBeGreaterThan(12)
  })

  test.each<Failing>(['timeout', 'truncated', 'status 500'])(
    'for one item alone (%s) leaves that one as refused, and no other',
    async (as) => {
      const { result, refused } = await loaded({ poison: { numbers: [200_000, 200_014], as } })
      expect(result).toMatchObject({ read: 504, accepted: 501, quarantined: 3 })
      expect((await codes()).filter(({ code }) => code === 'unanswerable')).toEqual([
        { code: 'unanswerable', raw: '{"id":"Q200000"}' },
        { code: 'unanswerable', raw: '{"id":"Q200014"}' },
      ])
      expect(refused).toBe(0)
    },
  )

  test('for every single item means that the service is down: the run ends, and goes on later', async () => {
    const poison = { numbers: ITEMS.map(({ number }) => number), as: 'timeout' } as const
    const { result: failure } = await loaded({ poison })
    expect(failure).toMatchObject({ code: 'source_unavailable' })
    expect(messageOf(failure)).toContain('Wikidata gave no data: the query took too long')
    expect(await codes()).toEqual([])
    expect((await loaded({})).result).toMatchObject({ read: 504, accepted: 503, quarantined: 1 })
  })
})

test('an item that was listed but has no statements is refused, not lost', async () => {
  const gone = { ...anItem(300, 'Gone'), rows: [] }
  const { result } = await loaded({ items: [...FIXTURE_ITEMS, gone] })
  expect(result).toMatchObject({ read: 5, accepted: 3, quarantined: 2 })
  const [refused] = await rowsOf(own.stores.db, sql`select code, raw from quarantine where code = 'undescribed'`)
  expect(refused).toEqual({ code: 'undescribed', raw: '{"id":"Q300"}' })
})

describe('an error', () => {
  test.each<[string, Partial<FakeWikidataOptions>, string]>([
    ['of a service that is down', { mood: { is: 'dead' } }, 'it answered with status 521, 4 times in a row'],
    [
      'of answers in another shape',
      { mood: { is: 'drifted', from: '"results"', to: '"rows"' } },
      'it did not send a list of items',
    ],
  ])('%s is a failure that says so', async (_, fake, says) => {
    const { result: failure } = await loaded(fake)
    expect(failure).toMatchObject({ code: 'source_unavailable' })
    expect(messageOf(failure)).toContain(says)
    expect(messageOf(failure)).not.toMatch(/http|127\.0\.0\.1/)
  })

  test.each([403, 429])('of the robot policy (%i) is not asked again', async (status) => {
    const policy = () => new Response('Please respect our robot policy https://w.wiki/4wJS.', { status })
    await using served = startFakeApi({ clock: own.clock }, { answer: policy, refuse: policy })
    const failure: unknown = await loadWikidata(own, served).catch((error: unknown) => error)
    expect(messageOf(failure)).toContain('its robot policy requires a contact in the User-Agent')
    expect(served.asked).toHaveLength(2)
  })
})
