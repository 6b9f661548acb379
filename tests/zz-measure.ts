import { readGameDocuments } from '#db/search/elasticsearch/document'
import { rebuildIndex } from '#db/search/rebuild'
import { verifyIndex } from '#db/search/verify'
import { loadCorpus } from '#tests/bench/search-corpus'
import { createTestElasticsearch } from '#tests/db/search/elasticsearch-suite'
import { createTestStores } from '#tests/support/stores'

const stores = await createTestStores({ isKept: false })
const es = createTestElasticsearch()
const t = async <T>(name: string, work: () => Promise<T>) => {
  const s = performance.now()
  const r = await work()
  console.log(name, (performance.now() - s).toFixed(0), 'ms')
  return r
}
try {
  await t('load', () => loadCorpus(stores.db, '/work/shared/data'))
  for (let i = 0; i < 2; i++) await t('rebuild', () => rebuildIndex(stores, es))
  for (let i = 0; i < 2; i++) await t('verify now', () => verifyIndex(stores.db, es))
  for (let i = 0; i < 2; i++)
    await t('read postgres', async () => {
      let n = 0
      for await (const p of readGameDocuments(stores.db)) n += p.length
      return n
    })
  for (const size of [1000, 2000, 5000])
    await t('read elasticsearch ' + size, async () => {
      const { client, alias } = es
      const { id } = await client.openPointInTime({ index: alias, keep_alive: '1m' })
      let n = 0
      for (let after: any; ; ) {
        const {
          hits: { hits },
        } = await client.search(
          {
            pit: { id, keep_alive: '1m' },
            size,
            sort: [{ id: 'asc' }],
            version: true,
            track_total_hits: false,
            ...(after && { search_after: after }),
          },
          { requestTimeout: 30000 },
        )
        if (hits.length === 0) break
        n += hits.length
        after = hits.at(-1)!.sort
      }
      await client.closePointInTime({ id })
      console.log(n)
    })
} finally {
  await es[Symbol.asyncDispose]()
  await stores[Symbol.asyncDispose]()
}
process.exit(0)
