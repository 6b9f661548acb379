import { and, asc, desc, gt, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Precision } from '#catalogue/record'
import { plainRows, statement } from '#db/postgres/statement'
import type { Db } from '#db/stores'
import { filterSql } from './filter-sql'
import type { GameFilters } from './filters'
import { game } from './table'

/** Every order a list of games comes in. All but the title run from high to low, and what is unknown comes last. */
export const SORTS = ['title', '-released', '-popularity', '-score', '-sales'] as const
export type Sort = (typeof SORTS)[number]

/** The value and the id of the last game of the page before. */
export type GamePosition = readonly [value: string | number | null, id: string]

export type GamePageRequest = { filters: GameFilters; sort: Sort; after?: GamePosition | undefined; limit: number }

/** A column under the name that rows have it by, of the type the drivers give it. */
export const named = <T>(column: PgColumn, name: string) => sql<T>`${column}`.as(name)

/** A whole number beyond 32 bits, which drivers would give as text; exact up to 2^53. */
const large = (column: PgColumn, name: string) => sql<number | null>`${column}::float8`.as(name)

/** What a summary of a game is made of: every column under its own name, so that rows need no mapping. */
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

/** The parts of an order that each read one stretch of one index. */
type Stretch = 'start' | 'valued' | 'unknown'

const live = isNull(game.mergedInto)
const value = sql.placeholder('value')
const id = sql.placeholder('id')

const ORDERS: Record<Sort, SQL[]> = {
  title: [asc(game.sortTitle), asc(game.id)],
  '-released': downwards(game.released),
  '-popularity': downwards(game.popularity),
  '-score': downwards(game.scoreCritics),
  '-sales': downwards(game.salesCopies),
}

function downwards(column: (typeof SORTED_BY)[keyof typeof SORTED_BY]): SQL[] {
  return [sql`${desc(column)} nulls last`, asc(game.id)]
}

/**
 * Where a page begins. The first condition of a stretch is the edge from which the index is read; the second only tells
 * equals apart. One condition for all would make Postgres read the index from its start.
 */
function stretchSql(sort: Sort, stretch: Stretch): SQL | undefined {
  if (stretch === 'start') return undefined
  if (sort === 'title') return sql`(${game.sortTitle}, ${game.id}) > (${value}, ${id})`
  const column = SORTED_BY[sort]
  if (stretch === 'unknown') return and(isNull(column), gt(game.id, id))
  return and(lte(column, value), or(lt(column, value), gt(game.id, id)))
}

function select(db: Db, sort: Sort, stretch: Stretch, filters: GameFilters) {
  const conditions = and(live, stretchSql(sort, stretch), ...filterSql(filters))
  return db
    .select(SUMMARY_COLUMNS)
    .from(game)
    .where(conditions)
    .orderBy(...ORDERS[sort])
    .limit(sql.placeholder('limit'))
}

/** A statement whose filters are all absent is kept; with filters their values are part of it, and it is made anew. */
function pageStatement(db: Db, { filters, sort }: GamePageRequest, stretch: Stretch) {
  const make = (name: string) => select(db, sort, stretch, filters).prepare(name)
  return Object.keys(filters).length === 0 ? statement(db, `games_${sort}_${stretch}`, make) : make('games_filtered')
}

/** One game as a list shows it. Platforms and genres are ids: their names live in the vocabulary. */
export type GameRow = Awaited<ReturnType<ReturnType<typeof pageStatement>['execute']>>[number]

/** Games after a position in an order, `limit` at most: one table, no joins. */
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

/** Where in an order a game stands. */
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
