import * as v from 'valibot'
import { Failure } from '#lib/errors'
import type { ClusterResponse, ElasticsearchCluster } from './elasticsearch-client'

const KEEP_ALIVE = '5m'

/** A document with what it was sorted by. */
export type IndexHit = v.InferOutput<typeof IndexHit>
const IndexHit = v.object({
  _id: v.string(),
  _source: v.optional(v.record(v.string(), v.unknown()), {}),
  sort: v.array(v.union([v.string(), v.number(), v.boolean(), v.null()])),
})
const Found = v.object({ pit_id: v.optional(v.string()), hits: v.object({ hits: v.array(IndexHit) }) })
const Opened = v.object({ id: v.string() })
const Refusal = v.object({ error: v.object({ root_cause: v.array(v.object({ reason: v.string() })) }) })

/** What is searched for: a query, an order, and the sort values it goes on behind. */
export type IndexSearch = {
  query: object
  sort: readonly object[]
  after?: readonly unknown[] | undefined
  size: number
  maxBytes?: number
}

/** One moment of an index. `search` answers `lost` when the moment is gone, `too_long` when more came than is taken. */
export type PointInTime = {
  search: (search: IndexSearch) => Promise<{ hits: IndexHit[]; bytes: number } | 'lost' | 'too_long'>
  close: () => Promise<void>
}

/** Holds a moment of an index. @throws {Failure} `configuration` when there is no such index or the query is refused */
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
      const answer = await cluster.ask({
        method: 'POST',
        path: '/_search',
        // Otherwise the documents of a shard that fails are simply not there.
        query: { allow_partial_search_results: 'false' },
        body,
        ...(maxBytes !== undefined && { maxBytes }),
      })
      if (answer === 'too_long') return answer
      if (answer.status === 404) return 'lost'
      const found = v.parse(Found, acceptedOf(source, answer))
      id = found.pit_id ?? id
      return { hits: found.hits.hits, bytes: answer.bytes }
    },
    close: () => cluster.forget({ method: 'DELETE', path: '/_pit', body: { id } }),
  }
}

/** The JSON of an answer that is none of the refusals. @throws {Failure} `configuration` */
export function acceptedOf(source: string, answer: ClusterResponse): Record<string, unknown> {
  if (answer === 'too_long') throw new Error('an answer without a limit is never too long')
  if (answer.status < 300) return answer.json
  if (answer.status === 404)
    throw new Failure('configuration', `The Elasticsearch of ${source} has no such index: check "index".`)
  const told = v.safeParse(Refusal, answer.json)
  const reason = (told.success && told.output.error.root_cause[0]?.reason) || `status ${answer.status}`
  throw new Failure(
    'configuration',
    `The Elasticsearch of ${source} refused the search: ${reason.replaceAll(/\s+/g, ' ').slice(0, 200)}. Correct "query", "key" or "index".`,
  )
}
