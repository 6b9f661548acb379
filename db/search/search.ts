import type { Client } from '@elastic/elasticsearch'
import * as v from 'valibot'
import type { PlatformLookup } from '#catalogue/search/query'
import type { Db } from '#db/stores'
import { type Breaker, createBreaker } from '#lib/breaker'
import { Failure } from '#lib/errors'
import { Info } from './elasticsearch/answer'
import type { Elasticsearch } from './elasticsearch/client'
import { DEADLINES_MS } from './elasticsearch/deadlines'
import { elasticsearchEngine } from './elasticsearch/engine'
import { toSearchFault } from './elasticsearch/failure'
import { askTwice } from './elasticsearch/twice'
import type { SearchFault, SearchService } from './engine'
import { standardPlatform } from './platform-words'
import { postgresEngine } from './postgres/engine'

export type SearchOptions = {
  /** Returns the slug of the platform a word names. (Default: the standard vocabulary) */
  platform?: PlatformLookup
  /** Longest wait for Elasticsearch, in ms, before Postgres answers instead. (Default: 1,200) */
  deadlineMs?: number
  /** (Default: opens after 3 failures in a row, for 10 s) */
  breaker?: Breaker
  /** Called for each degraded answer with the reason. While the breaker is open, that is the last error of Elasticsearch. */
  onDegraded?: (fault: SearchFault) => void
}

/** Creates the search of the service. It uses Elasticsearch if given; while that does not answer, Postgres does, marked `degraded`. */
export function createSearch(db: Db, elasticsearch?: Elasticsearch, options: SearchOptions = {}): SearchService {
  const { platform = standardPlatform } = options
  const postgres = postgresEngine(db, platform)
  if (elasticsearch) return withFallback(elasticsearch, postgres.search, platform, options)
  return {
    engine: 'postgres',
    search: async (request) => ({ ...(await postgres.search(request)), engine: 'postgres', degraded: false }),
    isUp: async () => true,
  }
}

function withFallback(
  { client, alias }: Elasticsearch,
  fallback: ReturnType<typeof postgresEngine>['search'],
  platform: PlatformLookup,
  {
    deadlineMs = DEADLINES_MS.search,
    breaker = createBreaker({ failures: 3, openMs: 10_000 }),
    onDegraded,
  }: SearchOptions,
): SearchService {
  let fault: SearchFault = { name: 'unknown' }
  const index = elasticsearchEngine(client, alias, { platform, deadlineMs })
  return {
    engine: 'elasticsearch',
    isUp: () => answersPing(client),
    async search(request) {
      try {
        if (breaker.allows()) {
          const answer = await index.search(request)
          breaker.succeeded()
          return { ...answer, engine: 'elasticsearch', degraded: false }
        }
      } catch (error) {
        // Of the caller: the position of the page is malformed.
        if (error instanceof Failure) throw error
        breaker.failed()
        fault = toSearchFault(error)
      }
      onDegraded?.(fault)
      return { ...(await fallback(request)), engine: 'postgres', degraded: true }
    },
  }
}

/** Asks `GET /`, not `HEAD /`, so that a server which never sends a body, or another server, does not count as up. */
const answersPing = (client: Client): Promise<boolean> =>
  askTwice(DEADLINES_MS.ping, (options) => client.info({}, options)).then(
    (info: unknown) => v.is(Info, info),
    () => false,
  )
