import { type SQL, sql } from 'drizzle-orm'

/** Figures of games by which statistics can be grouped, in bins. Two of them make at most 400 cells of known values. */
export const BIN_DIMENSIONS = ['critics', 'users', 'sales'] as const
export type BinDimension = (typeof BIN_DIMENSIONS)[number]

/** True for a dimension whose values are bins. */
export const isBinned = (dimension: unknown): dimension is BinDimension =>
  dimension === 'critics' || dimension === 'users' || dimension === 'sales'

/** Points of a score in one bin. The last bin has 100, too. */
export const SCORE_BIN = 5
const SCORE_STARTS = Array.from({ length: 100 / SCORE_BIN }, (_, at) => at * SCORE_BIN)

/** Copies with which the bins of sales begin: 1, 2 and 5 of each power of ten, because sales span six of them. */
export const SALES_STARTS: readonly number[] = [
  0,
  ...[3, 4, 5, 6, 7].flatMap((power) => [1, 2, 5].map((first) => first * 10 ** power)),
  100_000_000,
]

const STARTS = { critics: SCORE_STARTS, users: SCORE_STARTS, sales: SALES_STARTS } as const
const COLUMNS = { critics: 'score_critics', users: 'score_users', sales: 'sales_copies' } as const

/** Returns the position of the bin of a game, from 1; 0 if the figure is unknown. A bin has its start, and not that of the next. */
export const binNumberSql = (dimension: BinDimension): SQL =>
  sql.raw(`coalesce(width_bucket(game.${COLUMNS[dimension]}::float8, '{${STARTS[dimension].join()}}'::float8[]), 0)`)

/** Returns the lowest figure of a bin by its position. */
export const binStart = (dimension: BinDimension, position: number): number | null =>
  STARTS[dimension][position - 1] ?? null
