import { afterAll, beforeAll, expect, test } from 'bun:test'
import { listRuns } from '#db/run/queries'
import { describeElasticsearch } from '#tests/db/search/elasticsearch-suite'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { type CuttingProxy, startCuttingProxy } from '#tests/support/cutting-proxy'
import { load } from '#tests/support/memory-source'
import { createTestStores } from '#tests/support/stores'
import { createVirtualClock } from '../api/virtual-clock'
import { createIndices, gameOf, SERVER } from './indices'

const ROWS = 3_000

describeElasticsearch('an Elasticsearch index as a source,', () => {
  const indices = createIndices()
  let proxy: CuttingProxy
  beforeAll(async () => {
    proxy = await startCuttingProxy(Number(new URL(SERVER).port))
    await indices.fill(
      'games',
      Array.from({ length: ROWS }, (_, n) => gameOf(n)),
    )
  }, 120_000)
  afterAll(async () => {
    proxy[Symbol.dispose]()
    await indices[Symbol.asyncDispose]()
  })

  const source = (key: string) =>
    indices.source('games', { from: `http://127.0.0.1:${proxy.port}`, key, map: { title: 'title', year: 'year' } })

  test('is read on after a cut connection; after a lasting cut the next run resumes there', async () => {
    await using whole = await createTestStores()
    await using stores = await createTestStores()
    const clock = createVirtualClock()
    proxy.cutAfter(150_000)
    expect(await load(whole, source('id'), { clock })).toMatchObject({
      read: ROWS,
      accepted: ROWS,
      duplicate: 0,
    })
    expect(proxy.cuts()).toBe(1)
    // None if the connection was cut between two requests: the second one is then sent again at once.
    expect(clock.pauses.length).toBeLessThanOrEqual(1)
    proxy.cutAfter(150_000, { forGood: true })
    await expect(load(stores, source('id'))).rejects.toMatchObject({
      code: 'source_unavailable',
      message: expect.stringContaining('The Elasticsearch of games does not answer'),
    })
    const [stopped] = await listRuns(stores.db)
    expect(stopped?.checkpoint).toEqual({ row: stopped?.read ?? 0, key: (stopped?.read ?? 0) - 1 })
    proxy.mend()
    expect(await load(stores, source('id'))).toMatchObject({
      run: stopped?.id,
      read: ROWS,
      accepted: ROWS,
      duplicate: 0,
    })
    expect(await catalogueHash(stores.db)).toBe(await catalogueHash(whole.db))
  }, 120_000)

  test('read by _id starts again after a lasting cut and gives the same catalogue; documents read twice are duplicates', async () => {
    await using whole = await createTestStores()
    await using stores = await createTestStores()
    await load(whole, source('_id'))
    proxy.cutAfter(150_000, { forGood: true })
    await expect(load(stores, source('_id'))).rejects.toMatchObject({ code: 'source_unavailable' })
    const [stopped] = await listRuns(stores.db)
    proxy.mend()
    const twice = stopped?.read ?? 0
    expect(twice).toBeGreaterThan(0)
    expect(await load(stores, source('_id'))).toMatchObject({
      read: ROWS + twice,
      accepted: ROWS,
      duplicate: twice,
    })
    expect(await catalogueHash(stores.db)).toBe(await catalogueHash(whole.db))
  }, 120_000)
})
