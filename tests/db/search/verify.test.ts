import { afterAll, beforeAll, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { createElasticsearchClient } from '#db/search/elasticsearch/client'
import { rebuildIndex } from '#db/search/rebuild'
import { relayOnce } from '#db/search/relay'
import { verifyIndex } from '#db/search/verify'
import { createTestStores, type TestStores } from '#tests/support/stores'
import { aCatalogue, gameIdOf } from './catalogue'
import { createTestElasticsearch, describeElasticsearch } from './elasticsearch-suite'
import { GAMES } from './games'

const WHOLE = { missing: [], extra: [], stale: [], ahead: [] }

describeElasticsearch('verifying, with a real Elasticsearch', () => {
  let stores: TestStores
  const elasticsearch = createTestElasticsearch()
  const forget = () => stores.db.execute(sql`delete from search_outbox`)

  beforeAll(async () => {
    stores = await createTestStores()
    await aCatalogue(stores.db)
    await forget()
    await rebuildIndex(stores, elasticsearch)
  })
  afterAll(async () => {
    await elasticsearch[Symbol.asyncDispose]()
    await stores[Symbol.asyncDispose]()
  })

  test('without an index the error says how to create one', async () => {
    const none = { ...elasticsearch, alias: `${elasticsearch.alias}-none` }
    await expect(verifyIndex(stores.db, none)).rejects.toMatchObject({
      code: 'index_failed',
      message: expect.stringContaining('bun run seed index --rebuild'),
    })
  })

  test('an index that holds every game in its version has no differences', async () => {
    expect(await verifyIndex(stores.db, elasticsearch)).toEqual(WHOLE)
  })

  test('a change that is still in the outbox is no difference', async () => {
    await stores.db.execute(sql`update game set version = version + 1 where title = 'Doom'`)
    expect(await verifyIndex(stores.db, elasticsearch)).toEqual(WHOLE)
    await relayOnce({ db: stores.db, elasticsearch })
  })

  test('missing, extra and stale documents are found, queued, and repaired by the relay', async () => {
    await aCatalogue(
      stores.db,
      GAMES.slice(0, 1).map((game) => ({ ...game, title: 'Never indexed' })),
    )
    const [missing, extra, stale] = [
      await gameIdOf(stores.db, 'Never indexed'),
      await gameIdOf(stores.db, 'Wii Sports'),
      await gameIdOf(stores.db, 'Minecraft'),
    ]
    await stores.db.execute(sql`delete from game where id = ${extra}::uuid`)
    await stores.db.execute(sql`update game set version = version + 1 where id = ${stale}::uuid`)
    await forget()

    const found = { missing: [missing], extra: [extra], stale: [stale], ahead: [] }
    expect(await verifyIndex(stores.db, elasticsearch)).toEqual(found)
    expect(await relayOnce({ db: stores.db, elasticsearch })).toBe(0)

    expect(await verifyIndex(stores.db, elasticsearch, { repair: true })).toEqual(found)
    expect(await relayOnce({ db: stores.db, elasticsearch })).toBe(3)
    expect(await verifyIndex(stores.db, elasticsearch)).toEqual(WHOLE)
  })

  test('a document newer than its game is reported as ahead, and a rebuild repairs it', async () => {
    await stores.db.execute(sql`update game set version = version + 5 where title = 'Doom'`)
    await relayOnce({ db: stores.db, elasticsearch })
    await stores.db.execute(sql`update game set version = version - 5 where title = 'Doom'`)
    await forget()
    const ahead = [await gameIdOf(stores.db, 'Doom')]
    expect(await verifyIndex(stores.db, elasticsearch, { repair: true })).toEqual({ ...WHOLE, ahead })
    await rebuildIndex(stores, elasticsearch)
    expect(await verifyIndex(stores.db, elasticsearch)).toEqual(WHOLE)
  })
})

test('an Elasticsearch that does not answer is reported in one sentence', async () => {
  await using stores = await createTestStores()
  const elasticsearch = { client: createElasticsearchClient({ url: 'http://127.0.0.1:9' }), alias: 'nowhere' }
  await expect(verifyIndex(stores.db, elasticsearch)).rejects.toThrow('Elasticsearch does not answer')
})
