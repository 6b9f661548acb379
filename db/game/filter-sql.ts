import { and, gte, lt, lte, type SQL, sql } from 'drizzle-orm'
import type { GameFilters, SlugFilter } from './filters'
import { disputedList, kindList } from './lists'
import { game } from './table'
import type { ListedKind, WordLists } from './word-lists'

/** A condition on rows of `game_figure`, called `game`. With `lists` it is that the game is in at least one of them. */
export type GameCondition = { check: SQL; lists?: readonly number[] }

/**
 * Conditions of filters. Those of a kind of word are that a game has any of several; `rest` has all others, also that a game has each of
 * several words, or none: they hold whichever of the words somebody chooses.
 */
export type FilterConditions = Record<'platform' | 'genre' | 'company' | 'year' | 'rest', GameCondition[]>

const arraySql = (lists: readonly number[]): SQL => sql`${`{${lists.join()}}`}::integer[]`

const inOneOf = (lists: readonly number[]): GameCondition => ({
  check: sql`${game.lists} && ${arraySql(lists)}`,
  lists,
})
const inNoneOf = (lists: readonly number[]): GameCondition => ({ check: sql`not ${game.lists} && ${arraySql(lists)}` })

const WORD_KINDS = ['platform', 'genre', 'company'] as const

const anyConditions = (lists: WordLists, kind: ListedKind, { any = [] }: SlugFilter = {}): GameCondition[] =>
  any.length > 0 ? [inOneOf(lists(kind, any))] : []

function fixedConditions(
  lists: WordLists,
  kind: ListedKind,
  { all = [], none = [] }: SlugFilter = {},
): GameCondition[] {
  const conditions = all.map((slug) => inOneOf(lists(kind, [slug])))
  if (none.length > 0) conditions.push(inNoneOf(lists(kind, none)))
  return conditions
}

function yearConditions({ yearFrom, yearTo }: GameFilters): GameCondition[] {
  const conditions: GameCondition[] = []
  if (yearFrom !== undefined) conditions.push({ check: gte(game.year, yearFrom) })
  if (yearTo !== undefined) conditions.push({ check: lte(game.year, yearTo) })
  return conditions
}

function scoreConditions({ scoreMin, scoreMax }: GameFilters): GameCondition[] {
  const conditions: GameCondition[] = []
  if (scoreMin !== undefined) conditions.push({ check: gte(game.scoreCritics, scoreMin) })
  if (scoreMax !== undefined) conditions.push({ check: lt(game.scoreCritics, scoreMax + 1) })
  return conditions
}

function otherConditions(lists: WordLists, filters: GameFilters): GameCondition[] {
  const { updatedSince, source, redistributable, redistributableSources = [], disputed, kind } = filters
  const conditions = [
    ...WORD_KINDS.flatMap((name) => fixedConditions(lists, name, filters[name])),
    ...scoreConditions(filters),
  ]
  if (updatedSince !== undefined) conditions.push({ check: sql`${game.updatedAt} >= ${updatedSince}::timestamptz` })
  if (source?.length) conditions.push(inOneOf(lists('source', source)))
  if (redistributable !== undefined)
    conditions.push((redistributable ? inOneOf : inNoneOf)(lists('source', redistributableSources)))
  if (disputed !== undefined) conditions.push(inOneOf([disputedList(disputed)]))
  if (kind?.length) conditions.push(inOneOf(kind.map(kindList)))
  return conditions
}

/** Returns the conditions of a search's filters, to be joined by `and`. An unknown slug matches no game. */
export const filterConditions = (filters: GameFilters, lists: WordLists): FilterConditions => ({
  platform: anyConditions(lists, 'platform', filters.platform),
  genre: anyConditions(lists, 'genre', filters.genre),
  company: anyConditions(lists, 'company', filters.company),
  year: yearConditions(filters),
  rest: otherConditions(lists, filters),
})

/** Returns SQL that is true for rows that pass all conditions. */
export const passesSql = (conditions: readonly GameCondition[]): SQL => joined(conditions.map(({ check }) => check))

/**
 * Returns SQL that is true for ids of games that pass all conditions. The ids in lists are read out of their indexes, and compared before
 * any game is read; `offset 0` makes Postgres look game by game for the rest, instead of reading all.
 */
export function idPassesSql(id: SQL, conditions: readonly GameCondition[]): SQL {
  const checked = conditions.filter(({ lists }) => !lists)
  const inLists = conditions.flatMap(({ lists }) => (lists ? sql`${id} in (${idsOfLists(lists)})` : []))
  if (checked.length === 0) return joined(inLists)
  const passes = sql`exists (select from game_figure as game where game.game_id = ${id} and ${passesSql(checked)} offset 0)`
  return joined([...inLists, passes])
}

/** Returns a query for the ids (`id`) of the games that pass all conditions. */
export function passingIdsSql(conditions: readonly GameCondition[]): SQL {
  const lead = conditions.find(({ lists }) => lists)
  if (!lead?.lists) return sql`select game_id as id from game_figure as game where ${passesSql(conditions)}`
  const others = conditions.filter((each) => each !== lead)
  return sql`select id from (${idsOfLists(lead.lists)}) led (id) where ${idPassesSql(sql`id`, others)}`
}

const joined = (conditions: readonly SQL[]): SQL => and(sql`true`, ...conditions) ?? sql`true`

/** A game may be in several lists. */
const idsOfLists = (lists: readonly number[]): SQL =>
  sql`select ${lists.length > 1 ? sql`distinct` : sql``} game_id from game_list where list = any (${arraySql(lists)})`
