import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { noDifferences } from '#db/search/differences'
import { rebuildIndex } from '#db/search/rebuild'
import { relayOnce } from '#db/search/relay'
import { createSearch } from '#db/search/search'
import { verifyIndex } from '#db/search/verify'
import { createTestElasticsearch, describeElasticsearch } from '#tests/db/search/elasticsearch-suite'
import { createTestClient } from '#tests/support/client'
import { type Given, load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

const game = (key: string, more: object = {}): Given => ({ key, title: `Mega ${key}`, ...more })
const on = (date: string) => ({ releases: [{ platform: 'pc', released: { date, precision: 'day' } }] })

/** Two sources that disagree about the date of one game and the score of another. */
const A = [
  game('elite', { ...on('1984-09-20'), critics: { value: 100, votes: 3 } }),
  game('doom', { critics: { value: 96, votes: 90 } }),
  game('myst', { critics: { value: 93, votes: 60 } }),
  game('zork', { critics: { value: 98 } }),
]
const B = [game('elite', on('1984-10-02')), game('doom', { critics: { value: 60, votes: 80 } }), game('myst')]

async function loadLists(): Promise<TestStores> {
  const stores = await createTestStores()
  await load(stores, memorySource('a', [A], 80))
  await load(stores, memorySource('b', [B], 50))
  return stores
}

type Client = Awaited<ReturnType<typeof createTestClient>>
const both = ['mega-doom', 'mega-elite']

async function listed(api: Client, disputed: 'true' | 'false'): Promise<string[]> {
  const { data } = await api.v1.games.get({ query: { disputed, sort: 'title' } })
  return data?.items.map(({ slug }) => slug) ?? []
}

async function found(api: Client, disputed: 'true' | 'false'): Promise<string[]> {
  const { data } = await api.v1.search.get({ query: { q: 'mega', disputed } })
  return data?.items.map(({ slug }) => slug).sort() ?? []
}

describe('disputed games of loaded lists', () => {
  let stores: TestStores
  let api: Client
  beforeAll(async () => {
    stores = await loadLists()
    api = await createTestClient({ ...stores, search: createSearch(stores.db) }, { scope: 'read curate' })
  })
  afterAll(() => stores[Symbol.asyncDispose]())

  test('are listed and found, and their provenance says by which field', async () => {
    expect(await listed(api, 'true')).toEqual(both)
    expect(await found(api, 'true')).toEqual(both)
    expect(await listed(api, 'false')).toEqual(['mega-myst', 'mega-zork'])
    const { data } = await api.v1.games({ slug: 'mega-elite' }).provenance.get()
    const provenance = data as Record<string, { disputed: boolean }> // safe: the schema Provenance
    expect(provenance['releases.pc.released']?.disputed).toBe(true)
    expect(provenance.title?.disputed).toBe(false)
  })

  test('are settled by a person, until that is undone', async () => {
    const field = api.v1.games({ slug: 'mega-doom' }).overrides({ field: 'score.critics' })
    expect((await field.put({ value: 95, reason: 'as on its page' })).status).toBe(200)
    expect(await listed(api, 'true')).toEqual(['mega-elite'])
    expect((await field.delete()).status).toBe(200)
    expect(await listed(api, 'true')).toEqual(both)
    expect((await api.v1.stats.get({ query: { by: 'source', disputed: 'true' } })).data?.items).toMatchObject([
      { source: 'a', games: 2 },
      { source: 'b', games: 2 },
    ])
  })

  test('are none once the source that contradicts is split off', async () => {
    const { data } = await api.v1.games({ slug: 'mega-elite' }).records.get({ query: {} })
    const other = data?.items.find(({ source }) => source === 'b')
    if (!other) throw new Error('the game has a record of b')
    const { source, dataset, key } = other
    const split = await api.v1.games({ slug: 'mega-elite' }).split.post({ records: [{ source, dataset, key }] })
    expect(split.status).toBe(200)
    expect(await listed(api, 'true')).toEqual(['mega-doom'])
    const { data: decided } = await api.v1.decisions.get({ query: {} })
    await api.v1.decisions({ id: decided?.items[0]?.id ?? '' }).undo.post({})
    expect(await listed(api, 'true')).toEqual(both)
  })

  test('the order by score is that of the bound, page by page, and the scores are the means', async () => {
    const slugs: string[] = []
    for (let cursor: string | undefined, page = 0; page < 5; page++) {
      const { data } = await api.v1.games.get({ query: { sort: '-score', limit: 1, ...(cursor && { cursor }) } })
      slugs.push(...(data?.items.map(({ slug, score }) => `${slug} ${score?.critics}`) ?? []))
      if (!data?.next) break
      cursor = data.next
    }
    expect(slugs).toEqual(['mega-doom 96', 'mega-elite 100', 'mega-myst 93', 'mega-zork 98'])
    const { data } = await api.v1.games.get({ query: { sort: '-score', scoreMin: '97' } })
    expect(data?.items.map(({ slug }) => slug)).toEqual(['mega-elite', 'mega-zork'])
  })
})

describeElasticsearch('disputed games in Elasticsearch', () => {
  const elasticsearch = createTestElasticsearch()
  let stores: TestStores
  beforeAll(async () => {
    stores = await loadLists()
    await rebuildIndex(stores, elasticsearch)
  })
  afterAll(async () => {
    await elasticsearch[Symbol.asyncDispose]()
    await stores[Symbol.asyncDispose]()
  })

  test('are those of Postgres, also after a decision', async () => {
    const search = createSearch(stores.db, elasticsearch)
    const api = await createTestClient({ ...stores, search }, { scope: 'read curate' })
    expect(await found(api, 'true')).toEqual(both)
    const field = api.v1.games({ slug: 'mega-doom' }).overrides({ field: 'score.critics' })
    await field.put({ value: 95, reason: 'as on its page' })
    await relayOnce({ db: stores.db, elasticsearch })
    expect(await verifyIndex(stores.db, elasticsearch)).toEqual(noDifferences())
    expect(await found(api, 'true')).toEqual(['mega-elite'])
    expect(await found(api, 'false')).toEqual(['mega-doom', 'mega-myst', 'mega-zork'])
  })
})
