import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { noDifferences } from '#db/search/differences'
import { createElasticsearchClient } from '#db/search/elasticsearch/client'
import { elasticsearchEngine } from '#db/search/elasticsearch/engine'
import { servedIndex } from '#db/search/elasticsearch/indices'
import { indexName, mappings, settings } from '#db/search/elasticsearch/mapping'
import { claim, releaseClaims, settle } from '#db/search/outbox'
import { rebuildIndex } from '#db/search/rebuild'
import { extendHold, holdRelay, releaseHold } from '#db/search/rebuild-hold'
import { relayOnce, runRelay } from '#db/search/relay'
import { verifyIndex } from '#db/search/verify'
import { rowsOf } from '#db/stores'
import { createTestStores, type TestStores } from '#tests/support/stores'
import { aCatalogue, gameIdOf, mergeGames, renameGame } from './catalogue'
import { createTestElasticsearch, describeElasticsearch } from './elasticsearch-suite'
import { GAMES } from './games'

let stores: TestStores

beforeAll(async () => {
  stores = await createTestStores()
  await aCatalogue(stores.db)
})
afterAll(() => stores[Symbol.asyncDispose]())

const queued = async () =>
  (await rowsOf<{ id: string }>(stores.db, sql`select game_id as id from search_outbox`)).map(({ id }) => id)
const touch = (title: string) => stores.db.execute(sql`update game set version = version + 1 where title = ${title}`)
const empty = async () => void (await stores.db.execute(sql`delete from search_outbox`))

describe('the outbox', () => {
  beforeEach(empty)

  test('a game is claimed once, until its claim is released', async () => {
    await touch('Tetris')
    const claimed = await claim(stores.db, 10)
    expect(claimed).toHaveLength(1)
    expect(await claim(stores.db, 10)).toEqual([])
    await releaseClaims(stores.db, claimed)
    expect(await claim(stores.db, 10)).toEqual(claimed)
  })

  test('a claim that is not settled expires', async () => {
    await touch('Tetris')
    const claimed = await claim(stores.db, 10)
    await stores.db.execute(sql`update search_outbox set claimed_until = now() - interval '1 second'`)
    expect(await claim(stores.db, 10)).toEqual(claimed)
  })

  test('a game that changes while it is indexed stays queued and may be claimed at once', async () => {
    await touch('Tetris')
    const claimed = await claim(stores.db, 10)
    await touch('Tetris')
    await settle(stores.db, claimed)
    expect((await claim(stores.db, 10)).map(({ id }) => id)).toEqual(claimed.map(({ id }) => id))
  })

  test.skipIf(!process.env.TEST_DATABASE_URL)('the relay never waits for a transaction that writes games', async () => {
    await touch('Tetris')
    await touch('Doom')
    const claimed = await claim(stores.db, 10)
    await stores.db.transaction(async (tx) => {
      await tx.execute(sql`update game set version = version + 1 where title = 'Tetris'`)
      await settle(stores.db, claimed)
      await releaseClaims(stores.db, claimed)
      expect(await claim(stores.db, 10)).toEqual([])
    })
    expect(await claim(stores.db, 10)).toMatchObject([{ id: await gameIdOf(stores.db, 'Tetris') }])
  })

  test('nothing is claimed while an index is rebuilt', async () => {
    await touch('Tetris')
    const hold = await holdRelay(stores.db)
    expect(await claim(stores.db, 10)).toEqual([])
    await extendHold(stores.db, hold)
    await releaseHold(stores.db, hold)
    expect(await claim(stores.db, 10)).toHaveLength(1)
  })

  test('the hold of a dead rebuild is replaced by the next one, and cannot be extended any more', async () => {
    const dead = await holdRelay(stores.db)
    const next = await holdRelay(stores.db)
    await expect(extendHold(stores.db, dead)).rejects.toMatchObject({ code: 'index_failed' })
    await releaseHold(stores.db, dead)
    await extendHold(stores.db, next)
    await releaseHold(stores.db, next)
  })

  test('without Elasticsearch changed games stay queued, one row a game', async () => {
    await touch('Tetris')
    expect(await relayOnce({ db: stores.db })).toBe(0)
    await touch('Tetris')
    expect(await queued()).toEqual([await gameIdOf(stores.db, 'Tetris')])
  })

  test('while Elasticsearch is down the relay reports it, loses nothing, and goes on', async () => {
    await touch('Tetris')
    const elasticsearch = { client: createElasticsearchClient({ url: 'http://127.0.0.1:9' }), alias: 'nowhere' }
    const controller = new AbortController()
    const faults: unknown[] = []
    const onFault = (error: unknown) => {
      faults.push(error)
      controller.abort()
    }
    await runRelay({ ...stores, elasticsearch }, { signal: controller.signal, onFault })
    expect(faults).toMatchObject([{ code: 'store_unreachable' }])
    expect(await claim(stores.db, 10)).toHaveLength(1)
  })
})

describeElasticsearch('the relay, with a real Elasticsearch', () => {
  const elasticsearch = createTestElasticsearch()
  const { client, alias } = elasticsearch
  const relay = async () => {
    const relayed = await relayOnce({ db: stores.db, elasticsearch })
    await client.indices.refresh({ index: alias })
    return relayed
  }
  const titlesFor = async (q: string) => {
    const { hits } = await elasticsearchEngine(client, alias).search({ q, filters: {}, facets: [], limit: 10 })
    return hits.map(({ game }) => game.title)
  }

  beforeAll(async () => {
    await empty()
    await rebuildIndex(stores, elasticsearch)
  })
  afterAll(() => elasticsearch[Symbol.asyncDispose]())

  test('a changed game is found as it is now, and its outbox row is gone', async () => {
    await renameGame(stores.db, 'Portal 2', 'Portal Two and a Half')
    await touch('Portal Two and a Half')
    expect(await relay()).toBe(1)
    expect(await titlesFor('portal two and a half')).toEqual(['Portal Two and a Half'])
    expect(await queued()).toEqual([])
    expect(await relay()).toBe(0)
  })

  test('a merged game and a deleted one leave the index', async () => {
    await mergeGames(stores.db, "Link's Awakening", 'The Legend of Zelda')
    await stores.db.execute(sql`delete from game where title = 'Wii Sports'`)
    expect(await relay()).toBe(2)
    expect(await titlesFor('wii sports')).not.toContain('Wii Sports')
    expect((await client.count({ index: alias })).count).toBe(GAMES.length - 2)
  })

  test('two relays at once index every game once', async () => {
    await stores.db.execute(sql`update game set version = version + 1 where merged_into is null`)
    const [first, second] = await Promise.all([relay(), relay()])
    expect((first ?? 0) + (second ?? 0)).toBe(GAMES.length - 2)
    expect(await verifyIndex(stores.db, elasticsearch)).toEqual(noDifferences())
  })

  test('a game that Elasticsearch refuses is reported with the reason and stays queued; the others are indexed', async () => {
    await using narrow = createTestElasticsearch()
    const properties = { ...mappings.properties, popularity: { type: 'integer' as const } }
    const index = indexName(narrow.alias, 1)
    await client.indices.create({ index, settings, mappings: { properties }, aliases: { [narrow.alias]: {} } })
    await stores.db.execute(sql`update game set popularity = 5000000000, version = version + 1 where title = 'Halo 3'`)
    await touch('Tetris')
    const refused: string[] = []
    const onRefused = ({ reason }: { reason: string }) => refused.push(reason)
    await relayOnce({ db: stores.db, elasticsearch: narrow }, { onRefused })
    expect(refused).toEqual([expect.stringContaining('failed to parse field [popularity]')])
    expect(await queued()).toEqual([await gameIdOf(stores.db, 'Halo 3')])
    await client.indices.refresh({ index })
    expect((await client.count({ index })).count).toBe(1)
  })

  test('without the alias no index is created by accident, and nothing is lost', async () => {
    await empty()
    await touch('Tetris')
    const nowhere = { client, alias: `${alias}-nowhere` }
    await expect(relayOnce({ db: stores.db, elasticsearch: nowhere })).rejects.toThrow('seed index --rebuild')
    expect(await client.indices.exists({ index: nowhere.alias })).toBe(false)
    expect(await claim(stores.db, 10)).toHaveLength(1)
  })

  test('an index that disappears is rebuilt by the relay itself', async () => {
    await using vanished = createTestElasticsearch()
    const controller = new AbortController()
    const running = runRelay({ ...stores, elasticsearch: vanished }, { signal: controller.signal })
    const count = () =>
      client.count({ index: vanished.alias }).then(
        ({ count }) => count,
        () => 0,
      )
    while ((await count()) === 0) await Bun.sleep(50)
    const index = (await servedIndex(client, vanished.alias)) ?? ''
    await client.indices.delete({ index })
    await touch('Tetris')
    while ((await count()) < GAMES.length - 2) await Bun.sleep(50)
    controller.abort()
    await running
  }, 20_000)
})
