import * as v from 'valibot'
import { Failure } from '#lib/errors'
import type { ClusterResponse, ElasticsearchCluster } from './elasticsearch-client'

const KEEP_ALIVE = '5m'

/** A document with its sort values. */
export type IndexHit = v.InferOutput<typeof IndexHit>
const IndexHit = v.object({
  _id: v.string(),
  _source: v.optional(v.record(v.string(), v.unknown()), {}),
  sort: v.array(v.union([v.string(), v.number(), v.boolean(), v.null()])),
})
const Found = v.object({ pit_id: v.optional(v.string()), hits: v.object({ hits: v.array(IndexHit) }) })
const Opened = v.object({ id: v.string() })
const Refusal = v.object({ error: v.object({ root_cause: v.array(v.object({ reason: v.string() })) }) })

/** A search: query, order, and the sort values to continue after. */
export type IndexSearch = {
  query: object
  sort: readonly object[]
  after?: readonly unknown[] | undefined
  size: number
  maxBytes?: number
}

/**
 * A frozen view of an index. `search` returns `lost` if it has expired, `too_long` if the response exceeds `maxBytes`.
 */
export type PointInTime = {
  search: (search: IndexSearch) => Promise<{ hits: IndexHit[]; bytes: number } | 'lost' | 'too_long'>
  close: () => Promise<void>
}

/**
 * Opens a point in time of an index.
 *
 * @see https://www.elastic.co/guide/en/elasticsearch/reference/current/paginate-search-results.html
 * @throws {Failure} `configuration` if there is no such index or a query is refused
 */
export async function openPointInTime(
  cluster: ElasticsearchCluster,
  source: string,
  index: string,
): Promise<PointInTime> {
  const path = `/${encodeURIComponent(index)}/_pit`
  const opened = await cluster.ask({ method: 'POST', path, query: { keep_alive: KEEP_ALIVE } })
  let { id } = v.parse(Opened, acceptedOf(source, opened))
  return {
    async search({ query, sort, after, size, maxBytes }) {
      const pit = { id, keep_alive: KEEP_ALIVE }
      const body = { pit, query, sort, size, track_total_hits: false, ...(after && { search_after: after }) }
      const response = await cluster.ask({
        method: 'POST',
        path: '/_search',
        // Otherwise the documents of a failed shard would be missing without an error.
        query: { allow_partial_search_results: 'false' },
        body,
        ...(maxBytes !== undefined && { maxBytes }),
      })
      if (response === 'too_long') return response
      if (response.status === 404) return 'lost'
      const found = v.parse(Found, acceptedOf(source, response))
      id = found.pit_id ?? id
      return { hits: found.hits.hits, bytes: response.bytes }
    },
    close: () => cluster.forget({ method: 'DELETE', path: '/_pit', body: { id } }),
  }
}

/** Returns the JSON of a successful response. @throws {Failure} `configuration` if the cluster refused the request */
export function acceptedOf(source: string, response: ClusterResponse): Record<string, unknown> {
  if (response === 'too_long') throw new Error('a response without a limit is never too long')
  if (response.status < 300) return response.json
  if (response.status === 404)
    throw new Failure('configuration', `The Elasticsearch of ${source} has no such index: check "index".`)
  const refusal = v.safeParse(Refusal, response.json)
  const reason = (refusal.success && refusal.output.error.root_cause[0]?.reason) || `status ${response.status}`
  throw new Failure(
    'configuration',
    `The Elasticsearch of ${source} refused the search: ${reason.replaceAll(/\s+/g, ' ').slice(0, 200)}. Correct "query", "key" or "index".`,
  )
}
