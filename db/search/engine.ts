import type { GameFilters } from '#db/game/filters'
import type { HitScoring } from './rules'

export const FACETS = ['platform', 'genre', 'year', 'company'] as const
export type FacetName = (typeof FACETS)[number]

/**
 * A search: the query as typed, the filters of `GameFilters`, and `after`, the position that the page follows. Without `q`, every
 * game that passes the filters is a hit, in the order of popularity.
 */
export type SearchRequest = {
  q?: string
  filters: GameFilters
  facets: readonly FacetName[]
  limit: number
  after?: SearchPosition
  explain?: boolean
}

/** Position of the last hit of a page: its step, score and id. Opaque outside `db/search`. */
export type SearchPosition = readonly (string | number)[]

/** A game as the index holds it: enough for a summary without a query to Postgres. Dates are `YYYY-MM-DD`. */
export type GameDocument = {
  id: string
  slug: string
  title: string
  kind: string
  year: number | null
  released: { date: string; precision: string } | null
  platforms: string[]
  genres: string[]
  score: { critics: number | null; users: number | null; votes: number | null } | null
  salesCopies: number | null
  popularity: number | null
}

/** A hit; `relevance` orders the hits, `highlight` is the title as HTML with `<em>`; `explanation`, and `scoring` with its parts, are there if asked for. */
export type SearchHit = {
  game: GameDocument
  relevance: number
  highlight: string
  explanation?: string
  scoring?: HitScoring
}

/** A value of a facet and the number of games that have it. */
export type FacetCount = { value: string; count: number }

/**
 * A page of hits, best first. A facet has the 20 values with the most games, counted over the games that pass all filters but those
 * on the facet itself; `facetsExact` is false if only some of these games were counted. `confident` is false if the hits only share
 * letters with the query: show them as "did you mean".
 */
export type SearchAnswer = {
  hits: SearchHit[]
  total: { value: number; exact: boolean }
  facets: Partial<Record<FacetName, FacetCount[]>>
  facetsExact: boolean
  next: SearchPosition | null
  confident: boolean
}

/** Most games that are suggested for a text. */
export const MOST_SUGGESTED = 10

/** A game that completes what somebody is typing. */
export type Suggestion = Pick<GameDocument, 'slug' | 'title' | 'year' | 'platforms'>

/** Interface of both search engines, tested by one contract suite. */
export type SearchEngine = {
  readonly name: 'elasticsearch' | 'postgres'
  search: (request: SearchRequest) => Promise<SearchAnswer>
  /** Returns at most 10 games that complete a text, the most popular first. Asks the store once. */
  suggest: (text: string) => Promise<Suggestion[]>
}

/** Reason why a search in Elasticsearch failed. Safe to log: it contains no query, address or key. */
export type SearchFault = {
  /** Class of the error: `ConnectionError`, `ResponseError`, `RequestAbortedError`, ... */
  name: string
  /** HTTP status, if Elasticsearch answered with an error. */
  status?: number
  /**
   * `timeout`, `redirect`, `other_product`, `malformed_json`, `unexpected_response`, `response_too_large`, a code of the system or
   * of TLS (`ECONNREFUSED`), or the error type of Elasticsearch (`index_not_found_exception`), if known.
   */
  reason?: string
}

/** Search of the service. `degraded`: Elasticsearch is configured but failed, so the answer comes from Postgres. */
export type SearchService = {
  readonly engine: 'elasticsearch' | 'postgres'
  search: (request: SearchRequest) => Promise<SearchAnswer & { engine: SearchEngine['name']; degraded: boolean }>
  suggest: (text: string) => Promise<{ items: Suggestion[]; degraded: boolean }>
  /** True if the last searches, or suggestions, failed in Elasticsearch, so that it is not asked for some seconds. (Default: never) */
  isAvoided?: (call: 'search' | 'suggest') => boolean
  /** True if Elasticsearch answers a ping within one second, or if it is not configured. */
  isUp: () => Promise<boolean>
}
