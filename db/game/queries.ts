import { and, asc, desc, gt, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Precision } from '#catalogue/record'
import { plainRows, statement } from '#db/postgres/statement'
import type { Db } from '#db/stores'
import { filterSql } from './filter-sql'
import type { GameFilters } from './filters'
import { game } from './table'

/** Orders of a list of games. `title` is ascending, the others descending; games without a value come last. */
export const SORTS = ['title', '-released', '-popularity', '-score', '-sales'] as const
export type Sort = (typeof SORTS)[number]

/** Keyset position: sort value and id of the last game of the previous page. @see https://use-the-index-luke.com/no-offset */
export type GamePosition = readonly [value: string | number | null, id: string]

export type GamePageRequest = { filters: GameFilters; sort: Sort; after?: GamePosition | undefined; limit: number }

/** Returns a column under the name of a member of the rows. `T` is the type of its values in both drivers. */
export const named = <T>(column: PgColumn, name: string) => sql<T>`${column}`.as(name)

/** Returns a bigint column as a number, exact up to 2^53: postgres.js returns a bigint as text. */
const large = (column: PgColumn, name: string) => sql<number | null>`${column}::float8`.as(name)

/** Columns of a game summary, named as the members of its rows. */
export const SUMMARY_COLUMNS = {
  id: game.id,
  slug: game.slug,
  title: game.title,
  sortTitle: named<string>(game.sortTitle, 'sortTitle'),
  kind: game.kind,
  year: game.year,
  released: game.released,
  releasedPrecision: named<Precision | null>(game.releasedPrecision, 'releasedPrecision'),
  scoreCritics: named<number | null>(game.scoreCritics, 'scoreCritics'),
  scoreUsers: named<number | null>(game.scoreUsers, 'scoreUsers'),
  scoreVotes: named<number | null>(game.scoreVotes, 'scoreVotes'),
  salesCopies: large(game.salesCopies, 'salesCopies'),
  popularity: large(game.popularity, 'popularity'),
  platformIds: named<number[]>(game.platformIds, 'platformIds'),
  genreIds: named<number[]>(game.genreIds, 'genreIds'),
}

const SORTED_BY = {
  '-released': game.released,
  '-popularity': game.popularity,
  '-score': game.scoreCritics,
  '-sales': game.salesCopies,
} as const

/**
 * Range of an index that a statement reads: `start` from the first game of the order, `valued` the games with a value after a
 * position, `unknown` the games without a value after an id.
 */
type IndexRange = 'start' | 'valued' | 'unknown'

/** Condition for live games, which are not merged into another. */
const live = isNull(game.mergedInto)
const value = sql.placeholder('value')
const id = sql.placeholder('id')

const ORDERS: Record<Sort, SQL[]> = {
  title: [asc(game.sortTitle), asc(game.id)],
  '-released': descending(game.released),
  '-popularity': descending(game.popularity),
  '-score': descending(game.scoreCritics),
  '-sales': descending(game.salesCopies),
}

function descending(column: (typeof SORTED_BY)[keyof typeof SORTED_BY]): SQL[] {
  return [sql`${desc(column)} nulls last`, asc(game.id)]
}

/**
 * Returns the condition for the games of a range after a position; none for `start`. In a descending order its first part
 * bounds the index scan and the rest only breaks ties: a single condition for all ranges would make Postgres read the index
 * from its start.
 */
function afterSql(sort: Sort, range: IndexRange): SQL | undefined {
  if (range === 'start') return undefined
  if (sort === 'title') return sql`(${game.sortTitle}, ${game.id}) > (${value}, ${id})`
  const column = SORTED_BY[sort]
  if (range === 'unknown') return and(isNull(column), gt(game.id, id))
  return and(lte(column, value), or(lt(column, value), gt(game.id, id)))
}

function select(db: Db, sort: Sort, range: IndexRange, filters: GameFilters) {
  const conditions = and(live, afterSql(sort, range), ...filterSql(filters))
  return db
    .select(SUMMARY_COLUMNS)
    .from(game)
    .where(conditions)
    .orderBy(...ORDERS[sort])
    .limit(sql.placeholder('limit'))
}

/** Returns a cached statement if there are no filters. With filters it builds one, because their values are part of it. */
function pageStatement(db: Db, { filters, sort }: GamePageRequest, range: IndexRange) {
  const make = (name: string) => select(db, sort, range, filters).prepare(name)
  return Object.keys(filters).length === 0 ? statement(db, `games_${sort}_${range}`, make) : make('games_filtered')
}

/** A game in a list. Platforms and genres are ids of the vocabulary. */
export type GameRow = Awaited<ReturnType<ReturnType<typeof pageStatement>['execute']>>[number]

/** Returns at most `limit` live games after a position in an order, without joins: ids stand for platforms and genres. */
export async function pageOfGames(db: Db, page: GamePageRequest): Promise<GameRow[]> {
  const { after, limit, sort } = page
  if (!after) return plainRows(pageStatement(db, page, 'start'), { limit })
  const [last, lastId] = after
  const unknown = (from: string, most: number) =>
    plainRows(pageStatement(db, page, 'unknown'), { id: from, limit: most })
  if (last === null) return unknown(lastId, limit)
  const rows = await plainRows(pageStatement(db, page, 'valued'), { value: last, id: lastId, limit })
  if (sort === 'title' || rows.length === limit) return rows
  return [...rows, ...(await unknown(NIL, limit - rows.length))]
}

const NIL = '00000000-0000-0000-0000-000000000000'

/** Returns the position of a game in an order. */
export function positionOf(row: GameRow, sort: Sort): GamePosition {
  if (sort === 'title') return [row.sortTitle, row.id]
  const values = {
    '-released': row.released,
    '-popularity': row.popularity,
    '-score': row.scoreCritics,
    '-sales': row.salesCopies,
  }
  return [values[sort], row.id]
}
