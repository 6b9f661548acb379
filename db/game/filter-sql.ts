import { gte, inArray, lte, not, type SQL, sql } from 'drizzle-orm'
import type { GameFilters, SlugFilter } from './filters'
import { game } from './table'
import type { ListedKind, WordLists } from './word-lists'

/** Conditions of filters on `game`, by what they are about. */
export type FilterConditions = Record<'platform' | 'genre' | 'company' | 'year' | 'rest', SQL[]>

const hasOneOf = (lists: readonly number[]): SQL => sql`${game.lists} && ${`{${lists.join()}}`}::integer[]`

function slugSql(lists: WordLists, kind: ListedKind, { any = [], all = [], none = [] }: SlugFilter = {}): SQL[] {
  const conditions = all.map((slug) => hasOneOf(lists(kind, [slug])))
  if (any.length > 0) conditions.push(hasOneOf(lists(kind, any)))
  if (none.length > 0) conditions.push(not(hasOneOf(lists(kind, none))))
  return conditions
}

function yearSql({ yearFrom, yearTo }: GameFilters): SQL[] {
  const conditions: SQL[] = []
  if (yearFrom !== undefined) conditions.push(gte(game.year, yearFrom))
  if (yearTo !== undefined) conditions.push(lte(game.year, yearTo))
  return conditions
}

function restSql(lists: WordLists, { scoreMin, updatedSince, source, kind }: GameFilters): SQL[] {
  const conditions: SQL[] = []
  if (scoreMin !== undefined) conditions.push(gte(game.scoreCritics, scoreMin))
  if (updatedSince !== undefined) conditions.push(sql`${game.updatedAt} >= ${updatedSince}::timestamptz`)
  if (source?.length) conditions.push(hasOneOf(lists('source', source)))
  if (kind?.length) conditions.push(inArray(game.kind, [...kind]))
  return conditions
}

/** Returns the conditions of a search's filters, to be joined by `and`. An unknown slug matches no game. Merged games pass. */
export const filterSql = (filters: GameFilters, lists: WordLists): FilterConditions => ({
  platform: slugSql(lists, 'platform', filters.platform),
  genre: slugSql(lists, 'genre', filters.genre),
  company: slugSql(lists, 'company', filters.company),
  year: yearSql(filters),
  rest: restSql(lists, filters),
})
