import type { GameFilters } from '#db/game/filters'

export const FACETS = ['platform', 'genre', 'year', 'company'] as const
export type FacetName = (typeof FACETS)[number]

/** What is asked: words as typed, the filters of the list, and the sort values of the last hit of the page before. */
export type SearchRequest = {
  q: string
  filters: GameFilters
  facets: readonly FacetName[]
  limit: number
  after?: SearchPosition
  explain?: boolean
}

/** Where a page of hits ended. Opaque outside the engine that made it. */
export type SearchPosition = readonly (string | number)[]

/** A game as the index holds it: enough for a summary without asking Postgres. Dates are `YYYY-MM-DD`. */
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

export type SearchHit = { game: GameDocument; score: number; highlight: string; explanation?: string }

/** `confident` is false when only distant likenesses were found: show them as "did you mean". */
export type SearchAnswer = {
  hits: SearchHit[]
  total: { value: number; exact: boolean }
  facets: Partial<Record<FacetName, { value: string; count: number }[]>>
  next: SearchPosition | null
  confident: boolean
}

/** The port both engines fill; one contract suite tests them. */
export type SearchEngine = {
  readonly name: 'elasticsearch' | 'postgres'
  search: (request: SearchRequest) => Promise<SearchAnswer>
}

/** Search as the service sees it: Elasticsearch where it is configured and answers, else Postgres, marked `degraded`. */
export type SearchService = {
  readonly engine: 'elasticsearch' | 'postgres'
  search: (request: SearchRequest) => Promise<SearchAnswer & { engine: SearchEngine['name']; degraded: boolean }>
}
