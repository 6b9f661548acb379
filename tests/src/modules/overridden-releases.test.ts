import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { listDecisions } from '#db/decision/queries'
import { rowsOf } from '#db/stores'
import { carryDecisions } from '#tests/support/carried-decisions'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { createTestClient } from '#tests/support/client'
import { load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores

const year = (number: number) => ({ date: `${number}-01-01`, precision: 'year' as const })
const day = (date: string) => ({ date, precision: 'day' as const })

const SALES = memorySource('sales', [
  [{ key: '1', title: 'Okami', releases: [{ platform: 'ps2', released: year(2005), salesCopies: 500 }] }],
])
const SHOP = memorySource('shop', [
  [{ key: '1', title: 'Okami', releases: [{ platform: 'wii', released: day('2008-04-15'), salesCopies: 10 }] }],
])
const PORT = memorySource('port', [
  [{ key: '1', title: 'Okami', releases: [{ platform: 'ps4', released: day('2017-12-12') }] }],
])

beforeEach(async () => {
  stores = await createTestStores()
  await load(stores, SALES)
  await load(stores, SHOP)
})
afterEach(() => stores[Symbol.asyncDispose]())

const curator = (of: TestStores = stores) => createTestClient(of, { scope: 'read curate' })

async function okami(of: TestStores = stores) {
  const { data } = await (await curator(of)).v1.games({ slug: 'okami' }).get({ query: { include: 'provenance' } })
  if (!data) throw new Error('Okami is there')
  return data
}

const override = async (field: string, value: unknown) =>
  (await curator()).v1.games({ slug: 'okami' }).overrides({ field }).put({ value, reason: 'on the box' })

const PS2 = { platform: 'ps2', region: null, edition: null, released: day('2006-04-20'), salesCopies: 500 }
const WII = { platform: 'wii', region: null, edition: null, released: day('2008-04-15'), salesCopies: 10 }

describe('overridden releases on one platform', () => {
  test('are served at once with the values that follow from them, and other platforms stay as they are', async () => {
    expect((await override('releases.ps2', [{ released: day('2006-04-20') }])).data?.lock).toMatchObject({
      field: 'releases.ps2',
      record: { source: 'sales', key: '1' },
    })
    const game = await okami()
    expect(game).toMatchObject({ year: 2006, released: day('2006-04-20'), salesCopies: 510, platforms: ['wii', 'ps2'] })
    expect(game.releases).toEqual([PS2, WII])
    expect(game.provenance).toMatchObject({ 'releases.ps2': { rule: 'lock', lock: { reason: 'on the box' } } })
    const [change] = await rowsOf(stores.db, sql`select kind, decision_id from game_change order by seq desc limit 1`)
    expect(change).toMatchObject({ kind: 'updated', decision_id: expect.any(String) })
  })

  test('can be sent as the game shows them, which changes no value', async () => {
    const { releases, ...before } = await okami()
    await override(
      'releases.ps2',
      releases.filter(({ platform }) => platform === 'ps2'),
    )
    expect(await okami()).toMatchObject({ releases, year: before.year, salesCopies: before.salesCopies })
  })

  test('do not keep out releases that sources state later for other platforms', async () => {
    await override('releases.wii', [])
    await load(stores, PORT)
    await load(stores, SHOP)
    expect((await okami()).platforms).toEqual(['ps2', 'ps4'])
    const { data } = await (await curator()).v1.games.get({ query: { platform: 'wii' } })
    expect(data?.items).toEqual([])
  })

  test('are those of the sources again once the override is removed or undone', async () => {
    const before = await catalogueHash(stores.db)
    await override('releases.ps2', [])
    await (await curator()).v1.games({ slug: 'okami' }).overrides({ field: 'releases.ps2' }).delete()
    expect(await catalogueHash(stores.db)).toBe(before)
    const { data } = await override('releases.switch', [{ released: null }])
    expect((await okami()).platforms).toContain('switch')
    await (await curator()).v1.decisions({ id: data?.id ?? '' }).undo.post()
    expect(await catalogueHash(stores.db)).toBe(before)
  })

  test('are refused with a sentence if they are not valid, and nothing changes', async () => {
    const before = await catalogueHash(stores.db)
    for (const [field, value] of [
      ['releases', [PS2, WII]],
      ['releases.dreamcast-3', []],
      ['releases.ps2', [WII]],
      ['releases.ps2', [{}, {}]],
    ] as const)
      expect((await override(field, value)).error).toMatchObject({ status: 422, value: { code: 'invalid_request' } })
    expect(await catalogueHash(stores.db)).toBe(before)
    expect(await listDecisions(stores.db, undefined, 10)).toEqual([])
  })
})

test('overridden releases win in another catalogue too, whatever is loaded first', async () => {
  await override('releases.ps2', [{ region: 'Japan', edition: 'Gold', released: day('2006-04-20') }])
  await override('releases.wii', [])
  await load(stores, PORT)
  await using other = await createTestStores()
  expect(await carryDecisions(stores, other)).toBe(2)
  for (const source of [PORT, SHOP, SALES]) await load(other, source)
  expect(await catalogueHash(other.db)).toBe(await catalogueHash(stores.db))
  expect((await okami(other)).releases.map(({ platform, region }) => [platform, region])).toEqual([
    ['ps2', 'jp'],
    ['ps4', null],
  ])
})
