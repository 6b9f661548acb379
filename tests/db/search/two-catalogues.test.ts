import { afterAll, beforeAll, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { countDifferences, noDifferences } from '#db/search/differences'
import type { Elasticsearch } from '#db/search/elasticsearch/client'
import { ensureIndex, rebuildIndex } from '#db/search/rebuild'
import { relayOnce } from '#db/search/relay'
import { repairIndex } from '#db/search/repair'
import { createSearch } from '#db/search/search'
import { verifyIndex } from '#db/search/verify'
import { createTestStores, type TestStores } from '#tests/support/stores'
import { aCatalogue, gameIdOf } from './catalogue'
import { createTestElasticsearch, describeElasticsearch } from './elasticsearch-suite'
import { GAMES } from './games'

/** Endings of a second alias that begins like the first one, as the names of the indices of the first one do. */
const TRAPS = ['-v2', '-vx', '-v2-1', '-v1-v1', '2', '-other']

describeElasticsearch('two catalogues on one Elasticsearch', () => {
  const elasticsearch = createTestElasticsearch()
  const { client, alias } = elasticsearch
  const catalogues: { stores: TestStores; elasticsearch: Elasticsearch; title: string }[] = []

  beforeAll(async () => {
    for (const title of ['Portal 2', 'Tetris']) {
      const stores = await createTestStores()
      await aCatalogue(
        stores.db,
        GAMES.filter((game) => game.title === title),
      )
      catalogues.push({ stores, elasticsearch, title })
    }
  })
  afterAll(async () => {
    await elasticsearch[Symbol.asyncDispose]()
    for (const { stores } of catalogues) await stores[Symbol.asyncDispose]()
  })

  const stateOf = async (name: string) =>
    Object.entries(await client.indices.get({ index: name })).map(([index, { aliases, settings }]) => ({
      index,
      aliases,
      settings,
    }))
  const documentsOf = async (name: string) =>
    (await client.search({ index: name, size: 10, version: true, sort: ['id'] })).hits.hits

  test.each(TRAPS)('a rebuild, a relay and a repair of one leave the other as it is: ...%s', async (ending) => {
    const [first, second] = catalogues.map((catalogue, at) => ({
      ...catalogue,
      elasticsearch: { client, alias: at === 0 ? alias : alias + ending },
    }))
    if (!first || !second) throw new Error('there are two catalogues')
    for (const { stores, elasticsearch } of [first, second]) await rebuildIndex(stores, elasticsearch)
    for (const [one, other] of [
      [first, second],
      [second, first],
    ] as const) {
      const untouched = {
        state: await stateOf(other.elasticsearch.alias),
        documents: await documentsOf(other.elasticsearch.alias),
      }
      const { stores, elasticsearch, title } = one

      await rebuildIndex(stores, elasticsearch)
      await stores.db.execute(sql`update game set version = version + 1`)
      await relayOnce({ db: stores.db, elasticsearch })
      await client.delete({ index: elasticsearch.alias, id: await gameIdOf(stores.db, title), refresh: true })
      const found = await verifyIndex(stores.db, elasticsearch)
      expect(countDifferences(found)).toBe(1)
      expect(await repairIndex(stores, elasticsearch, found)).toMatchObject({ by: 'rebuild', left: noDifferences() })

      const { search } = createSearch(stores.db, elasticsearch)
      const { hits } = await search({ q: title, filters: {}, facets: [], limit: 5 })
      expect(hits.map(({ game }) => game.title)).toEqual([title])
      expect(await stateOf(other.elasticsearch.alias)).toEqual(untouched.state)
      expect(await documentsOf(other.elasticsearch.alias)).toEqual(untouched.documents)
    }
  })

  test('an alias that was pointed at the index of the other catalogue gets an index of its own', async () => {
    const [first, second] = catalogues
    if (!first || !second) throw new Error('there are two catalogues')
    const theirs = { client, alias: `${alias}-theirs` }
    const { index } = await rebuildIndex(second.stores, theirs)
    const ours = { client, alias: `${alias}-ours` }
    await client.indices.updateAliases({ actions: [{ add: { index, alias: ours.alias } }] })
    expect(await ensureIndex(first.stores, ours)).toBe('rebuilt')
    expect(await verifyIndex(first.stores.db, ours)).toEqual(noDifferences())
    expect(await verifyIndex(second.stores.db, theirs)).toEqual(noDifferences())
  })
})
