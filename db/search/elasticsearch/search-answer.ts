import * as v from 'valibot'

const number = v.nullable(v.number())

/** A game of the index, with the fields that a search asks for. */
const IndexedGame = v.object({
  id: v.string(),
  slug: v.string(),
  title: v.string(),
  kind: v.string(),
  year: number,
  released: v.nullable(v.object({ date: v.string(), precision: v.string() })),
  platforms: v.array(v.string()),
  genres: v.array(v.string()),
  score: v.nullable(v.object({ critics: number, users: number, votes: number })),
  salesCopies: number,
  popularity: number,
  pop: v.number(),
})

const GameHit = v.object({
  _source: IndexedGame,
  /** The score and the id. Not `_score`: `search_after` of the next page needs exactly this number. */
  sort: v.strictTuple([v.number(), v.string()]),
  matched_queries: v.optional(v.array(v.string()), []),
})

const Counts = v.object({
  values: v.object({
    doc_count_error_upper_bound: v.number(),
    buckets: v.array(v.object({ key: v.union([v.string(), v.number()]), doc_count: v.number() })),
  }),
})

/** Response to a search for games. */
export const GamesFound = v.object({
  hits: v.object({
    total: v.object({ value: v.number(), relation: v.string() }),
    hits: v.array(GameHit),
  }),
  aggregations: v.optional(v.record(v.string(), Counts), {}),
})

export type GamesFound = v.InferOutput<typeof GamesFound>
export type GameHit = v.InferOutput<typeof GameHit>
