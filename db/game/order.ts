import { type SQL, sql } from 'drizzle-orm'

/**
 * Orders of a list of games. `title` is ascending, the others descending; games without a value come last. That of the score is by its
 * lower confidence bound, so that a few votes are no lead.
 */
export const SORTS = ['title', '-released', '-popularity', '-score', '-sales'] as const
export type Sort = (typeof SORTS)[number]

/** Keyset position: sort value and id of the last game of the previous page. @see https://use-the-index-luke.com/no-offset */
export type GamePosition = readonly [value: string | number | null, id: string]

/**
 * Range of an index that a statement reads: `start` from the first game of the order, `valued` the games with a value after a
 * position, `unknown` the games without a value after an id. `rest`, for games that are sorted without an index, is all games after
 * a position, with a value or without.
 */
export type IndexRange = 'start' | 'valued' | 'unknown' | 'rest'

/** Column of each order in `game` and in `game_list`, and a value before all others. */
const ORDERED_BY: Record<Sort, { column: string; before: string | number }> = {
  title: { column: 'sort_title', before: '' },
  '-released': { column: 'released', before: 'infinity' },
  '-popularity': { column: 'popularity', before: Number.MAX_SAFE_INTEGER },
  '-score': { column: 'score_bound', before: 'infinity' },
  '-sales': { column: 'sales_copies', before: Number.MAX_SAFE_INTEGER },
}

/** Lowest id. */
const LOWEST_ID = '00000000-0000-0000-0000-000000000000'

/** Returns the position before the first game of an order. */
export const startOf = (sort: Sort): GamePosition => [ORDERED_BY[sort].before, LOWEST_ID]

/** Position before the first game without a value. */
export const UNKNOWN_START: GamePosition = [null, LOWEST_ID]

/** Returns the column of an order, in a table named as in the statement: `game` or an alias of `game_list`. */
export const sortColumn = (sort: Sort, table: string): SQL => sql.raw(`${table}.${ORDERED_BY[sort].column}`)

/** Returns the `order by` of an order, ties by id. */
export const orderSql = (sort: Sort, value: SQL, id: SQL): SQL =>
  sort === 'title' ? sql`${value}, ${id}` : sql`${value} desc nulls last, ${id}`

/**
 * Returns the condition for the games of a range after the position `value` and `id` of the parameters; `undefined` for `start`.
 *
 * In a descending order its first part bounds the index scan and the rest only breaks ties: a single condition for all ranges
 * would make Postgres read the index from its start.
 */
export function afterSql(sort: Sort, range: IndexRange, value: SQL, id: SQL): SQL | undefined {
  if (range === 'start') return undefined
  const [last, lastId] = [sql.placeholder('value'), sql.placeholder('id')]
  if (sort === 'title') return sql`(${value}, ${id}) > (${last}, ${lastId})`
  if (range === 'unknown') return sql`${value} is null and ${id} > ${lastId}`
  const valued = sql`${value} <= ${last} and (${value} < ${last} or ${id} > ${lastId})`
  return range === 'rest' ? sql`(${value} is null or ${valued})` : valued
}
