import type { estypes } from '@elastic/elasticsearch'
import type { Elasticsearch } from './client'

const BUCKETS = 256
const DOCUMENTS_PER_PAGE = 5_000

/** Number of games in a bucket, and the sum of their hashes (`hashOf`). */
export type Sum = { bucket: string; count: number; sum: number }

/** Id of a document and the version of the game it was made from. */
export type Indexed = { id: string; version: number }

type Aggregated = { buckets: { key: string; doc_count: number; sum: { value: number } }[] }

/** Returns the count and sum of hashes of every bucket of the index, by one aggregation. */
export async function indexSums({ client, alias }: Elasticsearch): Promise<Sum[]> {
  const { aggregations } = await client.search<unknown, { buckets: Aggregated }>({
    index: alias,
    size: 0,
    aggs: { buckets: { terms: { field: 'bucket', size: BUCKETS }, aggs: { sum: { sum: { field: 'hash' } } } } },
  })
  return (aggregations?.buckets.buckets ?? []).map(({ key, doc_count, sum }) => ({
    bucket: key,
    count: doc_count,
    sum: sum.value,
  }))
}

/** Returns every document of a bucket, ordered by id. */
export async function indexedGames({ client, alias }: Elasticsearch, bucket: string): Promise<Indexed[]> {
  const games: Indexed[] = []
  for (let after: string | undefined = ''; after !== undefined; ) {
    const { hits }: estypes.SearchResponse = await client.search({
      index: alias,
      size: DOCUMENTS_PER_PAGE,
      query: { term: { bucket } },
      sort: [{ id: { order: 'asc' } }],
      search_after: [after],
      version: true,
      _source: false,
    })
    const page: Indexed[] = hits.hits.map((hit) => ({ id: hit._id ?? '', version: hit._version ?? 0 }))
    games.push(...page)
    after = page.length === DOCUMENTS_PER_PAGE ? page.at(-1)?.id : undefined
  }
  return games
}
