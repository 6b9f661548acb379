import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { rebuildIndex } from '#db/search/rebuild'
import { aCatalogue, gameIdOf } from '#tests/db/search/catalogue'
import { createTestElasticsearch } from '#tests/db/search/elasticsearch-suite'
import { runSeed } from '#tests/support/seed-process'
import { createTestStores, type TestStores } from '#tests/support/stores'

const { TEST_DATABASE_URL, TEST_ELASTICSEARCH_URL = '' } = process.env
const SLOW = 60_000
const WHOLE = '0 missing, 0 extra, 0 stale, 0 ahead, 0 damaged'

describe.skipIf(!(TEST_DATABASE_URL && TEST_ELASTICSEARCH_URL))('bun run seed verify', () => {
  let stores: TestStores
  const elasticsearch = createTestElasticsearch()
  const { client, alias } = elasticsearch
  const verify = async (...args: string[]) => {
    const { exit, out } = await runSeed(['verify', ...args], {
      DATABASE_URL: stores.databaseUrl ?? '',
      ELASTICSEARCH_URL: TEST_ELASTICSEARCH_URL,
      ELASTICSEARCH_INDEX: alias,
    })
    return { exit, lines: out.trimEnd().split('\n') }
  }

  beforeAll(async () => {
    stores = await createTestStores()
    await aCatalogue(stores.db)
    await rebuildIndex(stores, elasticsearch)
    await stores.db.execute(sql`delete from search_outbox`)
  })
  afterAll(async () => {
    await elasticsearch[Symbol.asyncDispose]()
    await stores[Symbol.asyncDispose]()
  })

  test(
    'repairs a document that was deleted a moment ago, and says so only after it has compared again',
    async () => {
      expect(await verify()).toEqual({ exit: 0, lines: [`index against catalogue: ${WHOLE}`] })
      await client.delete({ index: alias, id: await gameIdOf(stores.db, 'Tetris'), refresh: true })
      const found = 'index against catalogue: 1 missing, 0 extra, 0 stale, 0 ahead, 0 damaged'
      expect(await verify()).toEqual({ exit: 1, lines: [found] })
      expect(await verify('--repair')).toEqual({
        exit: 0,
        lines: [found, 'mended by a new index', `index against catalogue, after the repair: ${WHOLE}`],
      })
      expect(await verify()).toMatchObject({ exit: 0 })
    },
    SLOW,
  )

  test(
    'ends with 1 as long as a document is ahead, and mends it',
    async () => {
      const id = await gameIdOf(stores.db, 'Doom')
      await client.update({ index: alias, id, doc: { title: 'Doom 4' }, refresh: true })
      expect((await verify()).exit).toBe(1)
      expect((await verify('--repair')).exit).toBe(0)
      expect((await verify()).exit).toBe(0)
    },
    SLOW,
  )

  test(
    'ends with 1 if Elasticsearch refuses a document, and names it',
    async () => {
      await stores.db.execute(sql`update game set version = version + 1 where title = 'Fallout'`)
      await stores.db.execute(sql`delete from search_outbox`)
      await client.indices.putSettings({ index: alias, settings: { 'index.blocks.write': true } })
      const { exit, lines } = await verify('--repair')
      expect(exit).toBe(1)
      expect(lines).toContainEqual(expect.stringContaining(`refused ${await gameIdOf(stores.db, 'Fallout')}`))
      await client.indices.putSettings({ index: alias, settings: { 'index.blocks.write': null } })
    },
    SLOW,
  )
})
