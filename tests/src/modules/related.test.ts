import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import type { Related, Relation } from '#catalogue/relation'
import { mergeTwoGames } from '#db/decision/curate'
import { rowsOf } from '#db/stores'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { ask, createTestApp, createTestClient, testToken } from '#tests/support/client'
import { type Given, load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores

beforeEach(async () => {
  stores = await createTestStores()
})
afterEach(() => stores[Symbol.asyncDispose]())

const to = (relation: Relation, id: string, source = 'shop'): { relations: Related[] } => ({
  relations: [{ relation, source, id }],
})

const BASE: Given = { key: '620', title: 'Nioh', kind: 'game' }
const DLC: Given = { key: '7', title: 'Defiant Honor', kind: 'dlc', ...to('dlc_of', '620') }
const shop = memorySource('shop', [[BASE]])
const list = memorySource('list', [[DLC]])

async function relatedOf(slug: string, of: TestStores = stores) {
  const { data } = await (await createTestClient(of)).v1.games({ slug }).get({ query: {} })
  return data?.related
}

const livingGames = async () =>
  (await rowsOf<{ slug: string }>(stores.db, sql`select slug from game where merged_into is null order by slug`)).map(
    ({ slug }) => slug,
  )

const BOTH_WAYS = {
  nioh: [{ slug: 'defiant-honor', relation: 'has_dlc' }],
  dlc: [{ slug: 'nioh', relation: 'dlc_of' }],
} as const

describe('a game and its DLC show each other', () => {
  test('if the game was loaded first', async () => {
    await load(stores, shop)
    await load(stores, list)
    expect([await relatedOf('nioh'), await relatedOf('defiant-honor')]).toEqual([
      [...BOTH_WAYS.nioh],
      [...BOTH_WAYS.dlc],
    ])
  })

  test('if the DLC was loaded first and named a game that was unknown until then', async () => {
    await load(stores, list)
    expect(await relatedOf('defiant-honor')).toEqual([])
    await load(stores, shop)
    expect([await relatedOf('nioh'), await relatedOf('defiant-honor')]).toEqual([
      [...BOTH_WAYS.nioh],
      [...BOTH_WAYS.dlc],
    ])
  })

  test('once, if only one of the two records states it', async () => {
    await load(stores, memorySource('shop', [[{ key: '620', title: 'Nioh', ...to('has_dlc', '7', 'list') }]]))
    await load(stores, list)
    expect([await relatedOf('nioh'), await relatedOf('defiant-honor')]).toEqual([
      [...BOTH_WAYS.nioh],
      [...BOTH_WAYS.dlc],
    ])
  })

  test('if only another source knows the id of the game', async () => {
    await load(stores, memorySource('wiki', [[{ key: 'Q1', title: 'Nioh', externalIds: { shop: '620' } }]]))
    await load(stores, list)
    expect(await relatedOf('defiant-honor')).toEqual([...BOTH_WAYS.dlc])
  })

  test('no longer, once the record of the DLC no longer states it', async () => {
    await load(stores, shop)
    await load(stores, list)
    await load(stores, memorySource('list', [[{ key: '7', title: 'Defiant Honor', kind: 'dlc' }]]))
    expect([await relatedOf('nioh'), await relatedOf('defiant-honor')]).toEqual([[], []])
  })
})

describe('a game that is named by its id', () => {
  test('is not merged with the records that name it', async () => {
    await load(stores, shop)
    await load(
      stores,
      memorySource('list', [
        [
          DLC,
          { key: '8', title: 'Bloodshed', kind: 'dlc', ...to('dlc_of', '620') },
          { key: '9', title: 'Nioh', kind: 'demo', ...to('demo_of', '620') },
        ],
      ]),
    )
    expect(await livingGames()).toHaveLength(4)
    expect((await relatedOf('nioh'))?.map(({ relation }) => relation)).toEqual(['has_demo', 'has_dlc', 'has_dlc'])
  })

  test('is found in the game it was merged into', async () => {
    await load(
      stores,
      memorySource('shop', [[BASE, { key: '621', title: 'Team Ninja Samurai', ...to('remake_of', '9') }]]),
    )
    await load(stores, list)
    await load(stores, memorySource('old', [[{ key: '1', title: 'Onryoki', externalIds: { shop: '9' } }]]))
    const merged = await mergeTwoGames(stores, ['nioh', 'team-ninja-samurai'], { author: 'ada', reason: null })
    expect(merged.ok).toBe(true)
    const [heir = ''] = (await livingGames()).filter((slug) => slug !== 'defiant-honor' && slug !== 'onryoki')
    expect(await relatedOf('defiant-honor')).toEqual([{ slug: heir, relation: 'dlc_of' }])
    expect(await relatedOf('onryoki')).toEqual([{ slug: heir, relation: 'has_remake' }])
    expect(await relatedOf(heir)).toEqual([
      { slug: 'defiant-honor', relation: 'has_dlc' },
      { slug: 'onryoki', relation: 'remake_of' },
    ])
  })

  test('is shown once if several records of one bundle name it', async () => {
    const bundle = (key: string, platform: string): Given => ({
      key,
      title: 'Samurai Pack',
      kind: 'bundle',
      releases: [{ platform }],
      ...to('bundle_contains', '620'),
    })
    await load(stores, shop)
    await load(stores, memorySource('list', [[bundle('1', 'ps4'), bundle('2', 'pc')]]))
    expect(await livingGames()).toEqual(['nioh', 'samurai-pack'])
    expect(await relatedOf('nioh')).toEqual([{ slug: 'samurai-pack', relation: 'in_bundle' }])
    expect(await relatedOf('samurai-pack')).toEqual([{ slug: 'nioh', relation: 'bundle_contains' }])
  })

  test('is never the game itself, even if a port of it names it', async () => {
    await load(stores, shop)
    await load(stores, memorySource('list', [[{ key: '1', title: 'Nioh', kind: 'game', ...to('port_of', '620') }]]))
    expect(await livingGames()).toEqual(['nioh'])
    expect(await relatedOf('nioh')).toEqual([])
  })
})

test('the ETag of a game changes when a related game is loaded', async () => {
  await load(stores, shop)
  const app = createTestApp(stores)
  const etag = (await ask(app, '/v1/games/nioh')).headers.get('etag') ?? ''
  const headers = { authorization: `Bearer ${await testToken()}`, 'if-none-match': etag }
  expect((await ask(app, '/v1/games/nioh', { headers })).status).toBe(304)
  await load(stores, list)
  expect((await ask(app, '/v1/games/nioh', { headers })).status).toBe(200)
})

test('the provenance of a game names the sources of its relations', async () => {
  await load(stores, list)
  const { data } = await (await createTestClient(stores)).v1
    .games({ slug: 'defiant-honor' })
    .provenance.get({ query: {} })
  expect(data?.related).toMatchObject({
    rule: 'only',
    winners: [{ source: 'list', key: '7', value: [{ relation: 'dlc_of', source: 'shop', id: '620' }] }],
  })
})

test('the result does not depend on the order of loading', async () => {
  const bundles = memorySource('bundles', [
    [
      { key: '1', title: 'Samurai Pack', kind: 'bundle', ...to('bundle_contains', '620') },
      { key: '2', title: 'Nioh', ...to('in_bundle', '1', 'bundles') },
    ],
  ])
  const sources = [shop, list, bundles] as const
  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ] as const
  const ends = new Set<string>()
  for (const order of orders) {
    await using own = await createTestStores()
    for (const at of order) await load(own, sources[at])
    ends.add(`${await catalogueHash(own.db)} ${JSON.stringify(await relatedOf('nioh', own))}`)
  }
  expect([...ends]).toEqual([expect.stringContaining('samurai-pack')])
}, 60_000)
