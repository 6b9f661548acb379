import { afterAll, beforeAll, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { noDifferences } from '#db/search/differences'
import { indexName, isIndexOf } from '#db/search/elasticsearch/mapping'
import { ensureIndex, rebuildIndex } from '#db/search/rebuild'
import { holdRelay, releaseHold } from '#db/search/rebuild-hold'
import { relayOnce } from '#db/search/relay'
import { verifyIndex } from '#db/search/verify'
import { createTestStores, type TestStores } from '#tests/support/stores'
import { aCatalogue, mergeGames } from './catalogue'
import { createTestElasticsearch, describeElasticsearch } from './elasticsearch-suite'
import { GAMES } from './games'

const WHOLE = noDifferences()

test('the name of an index says which alias it was made for', () => {
  expect(isIndexOf('games', indexName('games', 1))).toBe(true)
  expect(isIndexOf('games', 'games-v7-1700000000000')).toBe(true)
  expect(isIndexOf('games', 'games-v1')).toBe(false)
  expect(isIndexOf('games', 'games-very-1-1')).toBe(false)
  expect(isIndexOf('games', 'other-v1-1')).toBe(false)
})

describeElasticsearch('rebuilding, with a real Elasticsearch', () => {
  let stores: TestStores
  const elasticsearch = createTestElasticsearch()
  const { client, alias } = elasticsearch
  const indices = async () => Object.keys(await client.indices.get({ index: `${alias}*` }))

  beforeAll(async () => {
    stores = await createTestStores()
    await aCatalogue(stores.db)
  })
  afterAll(async () => {
    await elasticsearch[Symbol.asyncDispose]()
    await stores[Symbol.asyncDispose]()
  })

  test('a missing index is created with every game, and only once', async () => {
    expect(await ensureIndex(stores, elasticsearch)).toBe('rebuilt')
    expect(await ensureIndex(stores, elasticsearch)).toBe('present')
    expect((await client.count({ index: alias })).count).toBe(GAMES.length)
  })

  test('the alias points to one index of the mapping version, and the old one is dropped', async () => {
    const [before] = await indices()
    const { index, games } = await rebuildIndex(stores, elasticsearch)
    expect(games).toBe(GAMES.length)
    expect(index).toStartWith(`${alias}-v5-`)
    expect(await indices()).toEqual([index])
    expect(before).not.toBe(index)
    const served = (await client.indices.getSettings({ index }))[index]?.settings?.index
    expect(served?.refresh_interval).toBe('1s')
  })

  test('an index of an older mapping is replaced', async () => {
    const [current = ''] = await indices()
    const old = `${alias}-v0-1`
    await client.indices.create({ index: old })
    await client.indices.updateAliases({
      actions: [{ remove: { index: current, alias } }, { add: { index: old, alias } }],
    })
    expect(await ensureIndex(stores, elasticsearch)).toBe('rebuilt')
    expect(await indices()).toHaveLength(1)
    expect((await client.count({ index: alias })).count).toBe(GAMES.length)
  })

  test('a game that changes during a rebuild stays in the outbox, and the relay brings it into the new index', async () => {
    await stores.db.execute(sql`delete from search_outbox`)
    let changed = false
    const rebuilding = rebuildIndex(stores, elasticsearch, {
      onProgress: () => {
        changed = true
      },
    })
    await stores.db.execute(sql`update game set version = version + 1 where title = 'Doom'`)
    await mergeGames(stores.db, "Link's Awakening", 'The Legend of Zelda')
    expect(await rebuilding).toMatchObject({ index: expect.any(String) })
    expect(changed).toBe(true)
    await relayOnce({ db: stores.db, elasticsearch })
    expect(await verifyIndex(stores.db, elasticsearch)).toEqual(WHOLE)
  })

  test('games that the new index holds leave the outbox', async () => {
    await stores.db.execute(sql`update game set version = version + 1 where merged_into is null`)
    await rebuildIndex(stores, elasticsearch)
    expect(await relayOnce({ db: stores.db, elasticsearch })).toBe(0)
    expect(await verifyIndex(stores.db, elasticsearch)).toEqual(WHOLE)
  })

  test('only one rebuild runs at a time', async () => {
    await stores.exclusively('index.rebuild', async () => {
      await expect(rebuildIndex(stores, elasticsearch)).rejects.toMatchObject({ code: 'run_active' })
    })
  })

  test('the hold of a rebuild that was killed is replaced at once', async () => {
    await holdRelay(stores.db)
    expect(await rebuildIndex(stores, elasticsearch)).toMatchObject({ games: GAMES.length - 1 })
  })

  test('a title longer than an index term is indexed like any other', async () => {
    await stores.db.execute(sql`update game set title = repeat('x', 40000) where title = 'Halo 3'`)
    expect(await rebuildIndex(stores, elasticsearch)).toMatchObject({ games: GAMES.length - 1 })
    await stores.db.execute(sql`update game set title = 'Halo 3' where length(title) = 40000`)
  })

  test('a rebuild whose games are refused leaves the old index in place and says why', async () => {
    const before = await indices()
    const template = { settings: { 'index.blocks.write': true } }
    await client.indices.putIndexTemplate({ name: alias, index_patterns: [`${alias}-v*`], template })
    await expect(rebuildIndex(stores, elasticsearch)).rejects.toThrow(/holds 0 of \d+ games .* cluster_block_exception/)
    await client.indices.deleteIndexTemplate({ name: alias })
    expect(await indices()).toEqual(before)
  })

  test('an aborted rebuild leaves the old index in place and releases the relay', async () => {
    const before = await indices()
    await expect(rebuildIndex(stores, elasticsearch, { signal: AbortSignal.abort() })).rejects.toThrow()
    expect(await indices()).toEqual(before)
    await releaseHold(stores.db, await holdRelay(stores.db))
  })
})
