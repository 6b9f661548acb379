import * as v from 'valibot'
import type { GameDocument } from '../engine'

/** A game of the index, with the fields that a search asks for. */
type IndexedGame = GameDocument & { pop: number }

/** A hit. `sort` has its score and its id: `search_after` of the next page needs exactly the number that is there. */
export type GameHit = { _source: IndexedGame; sort: [number, string]; matched_queries?: string[] }

type Fields = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null
const isNumber = (value: unknown) => value === null || typeof value === 'number'
const areStrings = (value: unknown) => Array.isArray(value) && value.every((each) => typeof each === 'string')
const isReleased = (value: unknown) =>
  value === null || (isObject(value) && typeof value.date === 'string' && typeof value.precision === 'string')
const isScore = (value: unknown) =>
  value === null || (isObject(value) && isNumber(value.critics) && isNumber(value.users) && isNumber(value.votes))

/** Checks of the fields of a game, written out: a page has 20 games, and checking them by a schema takes longer than parsing them. */
const FIELDS: readonly (readonly [name: keyof IndexedGame, check: (value: unknown) => boolean])[] = [
  ...(['id', 'slug', 'title', 'kind'] as const).map(
    (name) => [name, (value: unknown) => typeof value === 'string'] as const,
  ),
  ...(['year', 'salesCopies', 'popularity'] as const).map((name) => [name, isNumber] as const),
  ...(['platforms', 'genres'] as const).map((name) => [name, areStrings] as const),
  ['released', isReleased],
  ['score', isScore],
  ['pop', (value) => typeof value === 'number'],
]

const isGameHit = (hit: unknown): boolean =>
  isObject(hit) && isPosition(hit.sort) && areRules(hit.matched_queries) && isIndexedGame(hit._source)

const isPosition = (sort: unknown) =>
  Array.isArray(sort) && sort.length === 2 && typeof sort[0] === 'number' && typeof sort[1] === 'string'

const areRules = (rules: unknown) => rules === undefined || areStrings(rules)

const isIndexedGame = (game: unknown) => isObject(game) && FIELDS.every(([name, check]) => check(game[name]))

/** Returns the game of a hit, without members that an index may have besides. */
export const gameOfHit = ({ _source: game }: GameHit): GameDocument => ({
  id: game.id,
  slug: game.slug,
  title: game.title,
  kind: game.kind,
  year: game.year,
  released: game.released && { date: game.released.date, precision: game.released.precision },
  platforms: game.platforms,
  genres: game.genres,
  score: game.score && { critics: game.score.critics, users: game.score.users, votes: game.score.votes },
  salesCopies: game.salesCopies,
  popularity: game.popularity,
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
    hits: v.custom<GameHit[]>((hits) => Array.isArray(hits) && hits.every(isGameHit)),
  }),
  aggregations: v.optional(v.record(v.string(), Counts), {}),
})

export type GamesFound = v.InferOutput<typeof GamesFound>
