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
import type { SearchEngine, SearchFault, SearchService } from './engine'
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
  if (elasticsearch) return withFallback(elasticsearch, postgres, platform, options)
  return {
    engine: 'postgres',
    search: async (request) => ({ ...(await postgres.search(request)), engine: 'postgres', degraded: false }),
    suggest: async (text) => ({ items: await postgres.suggest(text), degraded: false }),
    isUp: async () => true,
  }
}

function withFallback(
  { client, alias }: Elasticsearch,
  postgres: SearchEngine,
  platform: PlatformLookup,
  { deadlineMs = DEADLINES_MS.search, breaker = openingBreaker(), onDegraded }: SearchOptions,
): SearchService {
  const index = elasticsearchEngine(client, alias, { platform, deadlineMs })
  const breakers = { search: breaker, suggest: openingBreaker() }
  const guarded = { search: guardBy(breaker, onDegraded), suggest: guardBy(breakers.suggest, onDegraded) }
  return {
    engine: 'elasticsearch',
    isAvoided: (call) => breakers[call].isOpen(),
    isUp: () => answersPing(client),
    async search(request) {
      const answer = await guarded.search(() => index.search(request))
      if (answer) return { ...answer, engine: 'elasticsearch', degraded: false }
      return { ...(await postgres.search(request)), engine: 'postgres', degraded: true }
    },
    async suggest(text) {
      const items = await guarded.suggest(() => index.suggest(text))
      return { items: items ?? (await postgres.suggest(text)), degraded: items === undefined }
    },
  }
}

const openingBreaker = () => createBreaker({ failures: 3, openMs: 10_000 })

/** Returns a function that asks Elasticsearch, and returns `undefined` if it fails or the breaker is open. */
function guardBy(breaker: Breaker, onDegraded: SearchOptions['onDegraded']) {
  let fault: SearchFault = { name: 'unknown' }
  return async <T>(ask: () => Promise<T>): Promise<T | undefined> => {
    try {
      if (breaker.allows()) {
        const answer = await ask()
        breaker.succeeded()
        return answer
      }
    } catch (error) {
      // Of the caller: the position of the page is malformed.
      if (error instanceof Failure) throw error
      breaker.failed()
      fault = toSearchFault(error)
    }
    onDegraded?.(fault)
    return undefined
  }
}

/** Asks `GET /`, not `HEAD /`, so that a server which never sends a body, or another server, does not count as up. */
const answersPing = (client: Client): Promise<boolean> =>
  askTwice(DEADLINES_MS.ping, (options) => client.info({}, options)).then(
    (info: unknown) => v.is(Info, info),
    () => false,
  )
