import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { countDifferences, type Differences, noDifferences } from '#db/search/differences'
import { createElasticsearchClient } from '#db/search/elasticsearch/client'
import { listDocuments } from '#db/search/elasticsearch/document'
import { serve, servedIndex } from '#db/search/elasticsearch/indices'
import { rebuildIndex } from '#db/search/rebuild'
import { relayOnce, runRelay } from '#db/search/relay'
import { repairIndex } from '#db/search/repair'
import { verifyIndex } from '#db/search/verify'
import { createTestStores, type TestStores } from '#tests/support/stores'
import { aCatalogue, gameIdOf, mergeGames, renameGame } from './catalogue'
import { createTestElasticsearch, describeElasticsearch } from './elasticsearch-suite'
import { GAMES } from './games'

describeElasticsearch('verifying, with a real Elasticsearch', () => {
  let stores: TestStores
  const elasticsearch = createTestElasticsearch()
  const { client, alias } = elasticsearch
  const forget = () => stores.db.execute(sql`delete from search_outbox`)
  const idOf = (title: string) => gameIdOf(stores.db, title)
  const compare = () => verifyIndex(stores.db, elasticsearch)
  const repair = async (found: Differences) => (await repairIndex(stores, elasticsearch, found)).left
  const directly = { index: alias, refresh: true as const }

  beforeAll(async () => {
    stores = await createTestStores()
    await aCatalogue(stores.db)
    await rebuildIndex(stores, elasticsearch)
  })
  beforeEach(forget)
  afterAll(async () => {
    await elasticsearch[Symbol.asyncDispose]()
    await stores[Symbol.asyncDispose]()
  })

  test('without an index the error says how to create one', async () => {
    const none = { ...elasticsearch, alias: `${alias}-none` }
    await expect(verifyIndex(stores.db, none)).rejects.toMatchObject({
      code: 'index_failed',
      message: expect.stringContaining('bun run seed index --rebuild'),
    })
  })

  test('an index that holds every game in its version has no differences', async () => {
    expect(await compare()).toEqual(noDifferences())
  })

  test('a change that is still in the outbox is no difference', async () => {
    await stores.db.execute(sql`update game set version = version + 1 where title = 'Doom'`)
    expect(await compare()).toEqual(noDifferences())
    await relayOnce({ db: stores.db, elasticsearch })
  })

  /** What somebody does to the index or to the catalogue, and what is found then. */
  const DAMAGES: [string, () => Promise<Partial<Differences>>][] = [
    [
      'a game that was never indexed',
      async () => {
        await aCatalogue(
          stores.db,
          GAMES.slice(0, 1).map((game) => ({ ...game, title: 'Never indexed' })),
        )
        await forget()
        return { missing: [await idOf('Never indexed')] }
      },
    ],
    [
      'a game that was deleted',
      async () => {
        const id = await idOf('Wii Sports')
        await stores.db.execute(sql`delete from game where id = ${id}::uuid`)
        await forget()
        return { extra: [id] }
      },
    ],
    [
      'a game that changed',
      async () => {
        const id = await renameGame(stores.db, 'Minecraft', 'Minecraft 2')
        await forget()
        return { stale: [id] }
      },
    ],
    [
      'a document that was deleted',
      async () => {
        const id = await idOf('Tetris')
        await client.delete({ ...directly, id })
        return { missing: [id] }
      },
    ],
    [
      'several documents that were deleted',
      async () => {
        const ids = await Promise.all(['Doom', 'Fallout', 'Portal 2'].map(idOf))
        await client.deleteByQuery({ ...directly, query: { terms: { id: ids } } })
        return { missing: ids }
      },
    ],
    [
      'every document, deleted',
      async () => {
        const { hits } = await client.search({ index: alias, size: 100, _source: false })
        await client.deleteByQuery({ ...directly, query: { match_all: {} } })
        return { missing: hits.hits.map(({ _id }) => _id ?? '') }
      },
    ],
    [
      'a title that was changed in the index',
      async () => {
        const id = await idOf('Halo 3')
        await client.update({ ...directly, id, doc: { title: 'Halo 4' } })
        return { ahead: [id] }
      },
    ],
    [
      'a document whose version is 1,000 ahead',
      async () => {
        const id = await idOf('Doom')
        const [game] = await listDocuments(stores.db, [id])
        const version = (game?.version ?? 0) + 1000
        await client.index({ ...directly, id, version, version_type: 'external', document: game?.document ?? {} })
        return { ahead: [id] }
      },
    ],
    [
      'a document with the right version and other content',
      async () => {
        const id = await idOf('Fallout 3')
        const [game] = await listDocuments(stores.db, [id])
        const document = { ...game?.document, title: 'Fallout 33' }
        await client.index({
          ...directly,
          ...{ id, version: game?.version ?? 0, version_type: 'external_gte', document },
        })
        return { damaged: [id] }
      },
    ],
    [
      'documents of other programs',
      async () => {
        const foreign = { id: crypto.randomUUID(), title: 'Foreign' }
        await client.index({ ...directly, id: foreign.id, document: foreign })
        await client.index({ ...directly, id: 'not-an-id', document: { title: 'Foreign' } })
        return { extra: [foreign.id, 'not-an-id'] }
      },
    ],
    [
      'a document under the id of another',
      async () => {
        const [id, other] = [await idOf('Final Fantasy X'), await idOf('Final Fantasy VI')]
        await client.update({ ...directly, id, doc: { id: other } })
        return { ahead: [id] }
      },
    ],
  ]
  const sorted = (found: Differences) =>
    Object.fromEntries(Object.entries(found).map(([kind, ids]) => [kind, ids.toSorted()]))

  test.each(DAMAGES)('%s: is found, and mended by one repair', async (_, damage) => {
    const found = { ...noDifferences(), ...(await damage()) }
    expect(sorted(await compare())).toEqual(sorted(found))
    expect(await repair(await compare())).toEqual(noDifferences())
    expect(await compare()).toEqual(noDifferences())
  })

  test('every kind at once is mended by one repair', async () => {
    await client.delete({ ...directly, id: await idOf('Tetris') })
    await client.update({ ...directly, id: await idOf('Doom'), doc: { title: 'Doom 4' } })
    await client.index({ ...directly, id: 'not-an-id', document: { title: 'Foreign' } })
    await renameGame(stores.db, 'Halo 3', 'Halo III')
    await forget()
    const found = await compare()
    expect(countDifferences(found)).toBe(4)
    expect(await repair(found)).toEqual(noDifferences())
  })

  test('a game that is deleted before the repair is mended, too', async () => {
    const id = await idOf('Super Mario World')
    await client.delete({ ...directly, id })
    const found = await compare()
    await stores.db.execute(sql`delete from game where id = ${id}::uuid`)
    expect(await repair(found)).toEqual(noDifferences())
    await relayOnce({ db: stores.db, elasticsearch })
    expect(await compare()).toEqual(noDifferences())
  })

  test('while games change and a relay runs, nothing is reported that does not differ', async () => {
    const stop = new AbortController()
    const running = runRelay({ ...stores, elasticsearch }, { signal: stop.signal })
    const changing = (async () => {
      while (!stop.signal.aborted) {
        await stores.db.execute(sql`update game set version = version + 1 where merged_into is null`)
        await relayOnce({ db: stores.db, elasticsearch })
      }
    })()
    for (let times = 0; times < 20; times++) expect(await compare()).toEqual(noDifferences())
    stop.abort()
    await Promise.all([running, changing])
  }, 60_000)

  test('beside a relay that runs, a repair waits for what that relay has claimed', async () => {
    const stop = new AbortController()
    const running = runRelay({ ...stores, elasticsearch }, { signal: stop.signal })
    await client.delete({ ...directly, id: await idOf('Doom') })
    await client.update({ ...directly, id: await idOf('Fallout'), doc: { title: 'Fall' } })
    await mergeGames(stores.db, 'Resident Evil 4', 'Resident Evil')
    expect(await repair(await compare())).toEqual(noDifferences())
    stop.abort()
    await running
  }, 60_000)

  test('a document that Elasticsearch refuses is named, and the index does not count as mended', async () => {
    await stores.db.execute(sql`update game set title = repeat('x', 10) where title = 'Fallout 4'`)
    const id = await renameGame(stores.db, 'xxxxxxxxxx', 'Fallout 4')
    await forget()
    await client.indices.putSettings({ index: alias, settings: { 'index.blocks.write': true } })
    const repaired = await repairIndex(stores, elasticsearch, await compare())
    await client.indices.putSettings({ index: alias, settings: { 'index.blocks.write': null } })
    expect(repaired).toMatchObject({ by: 'index', refused: [{ id, status: 403 }] })
    await forget()
    expect(await repair(await compare())).toEqual(noDifferences())
  })

  test('an alias that points to two indices is reported, and a rebuild mends it', async () => {
    const second = `${alias}-other`
    await client.indices.create({ index: second, aliases: { [alias]: {} } })
    await expect(compare()).rejects.toMatchObject({ message: expect.stringContaining('2 indices instead of one') })
    await rebuildIndex(stores, elasticsearch)
    expect(await compare()).toEqual(noDifferences())
    expect(await client.indices.exists({ index: second })).toBe(true)
  })

  test('a comparison changes nothing in the index', async () => {
    const index = (await servedIndex(client, alias)) ?? ''
    const stateOf = async () => ({
      settings: await client.indices.getSettings({ index }),
      documents: (await client.search({ index, size: 100, version: true, sort: ['id'] })).hits.hits,
    })
    await client.update({ ...directly, id: await idOf('Doom'), doc: { title: 'Doom 5' } })
    const before = await stateOf()
    await compare()
    expect(await stateOf()).toEqual(before)
    await serve(client, alias, index)
  })
})

describe('verifying while Elasticsearch refuses', () => {
  test('an Elasticsearch that does not answer is reported in one sentence', async () => {
    await using stores = await createTestStores()
    const elasticsearch = { client: createElasticsearchClient({ url: 'http://127.0.0.1:9' }), alias: 'nowhere' }
    await expect(verifyIndex(stores.db, elasticsearch)).rejects.toThrow('Elasticsearch does not answer')
  })
})
