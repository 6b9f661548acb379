import type { PlatformLookup } from '#catalogue/search/query'
import type { Db } from '#db/stores'
import { Failure } from '#lib/errors'
import { type Breaker, createBreaker } from './breaker'
import type { Elasticsearch } from './elasticsearch/client'
import { elasticsearchEngine } from './elasticsearch/engine'
import type { SearchService } from './engine'
import { standardPlatform } from './platform-words'
import { postgresEngine } from './postgres/engine'

const DEADLINE_MS = 1500

export type SearchOptions = {
  /** Tells the words that name a platform; the vocabulary this version ships with unless given. */
  platform?: PlatformLookup
  /** How long Elasticsearch may take before Postgres is asked. */
  deadlineMs?: number
  breaker?: Breaker
  /** Told why Elasticsearch did not answer. */
  onFault?: (error: unknown) => void
}

/** Search by Postgres, or where Elasticsearch is given by that, with Postgres standing in (`degraded`) while it does not answer. */
export function createSearch(db: Db, elasticsearch?: Elasticsearch, options: SearchOptions = {}): SearchService {
  const { platform = standardPlatform } = options
  const postgres = postgresEngine(db, platform)
  if (elasticsearch) return withStandIn(elasticsearch, postgres.search, platform, options)
  return {
    engine: 'postgres',
    search: async (request) => ({ ...(await postgres.search(request)), engine: 'postgres', degraded: false }),
  }
}

function withStandIn(
  { client, alias }: Elasticsearch,
  standIn: ReturnType<typeof postgresEngine>['search'],
  platform: PlatformLookup,
  { deadlineMs = DEADLINE_MS, breaker = createBreaker({ failures: 3, restMs: 10_000 }), onFault }: SearchOptions,
): SearchService {
  const index = elasticsearchEngine(client, alias, { platform, deadlineMs })
  return {
    engine: 'elasticsearch',
    async search(request) {
      try {
        if (breaker.allows()) {
          const answer = await index.search(request)
          breaker.succeeded()
          return { ...answer, engine: 'elasticsearch', degraded: false }
        }
      } catch (error) {
        if (error instanceof Failure) throw error
        breaker.failed()
        onFault?.(error)
      }
      return { ...(await standIn(request)), engine: 'postgres', degraded: true }
    },
  }
}
