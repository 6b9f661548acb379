import { isBinned } from '#db/stats/bins'
import type { CellRow } from '#db/stats/cells'
import { type Dimension, type Families, shownValue } from '#db/stats/dimensions'
import type { StatsRow, StatsTotal } from './model'

/** Converts a cell to a row: its values under the names of the dimensions, and its figures. */
export function toStatsRow(cell: CellRow, by: readonly Dimension[], families: Families): StatsRow {
  const labels = [cell.first, cell.second]
  const values = by.map((dimension, at) => [rowName(dimension), shownValue(dimension, labels[at] ?? null, families)])
  return { ...Object.fromEntries(values), ...toFigures(cell) }
}

/** Returns the member of a row that has its value: `critics`, `users` and `sales` are the figures of its games. */
const rowName = (dimension: Dimension) => (isBinned(dimension) ? `${dimension}From` : dimension)

/** Converts the figures of a cell. */
export const toFigures = (cell: CellRow): StatsTotal => ({
  games: cell.games,
  critics: toScores(cell.criticsGames, cell.criticsMean, cell.criticsMedian),
  users: toScores(cell.usersGames, cell.usersMean, cell.usersMedian),
  sales: cell.salesCopies === null ? null : { games: cell.salesGames ?? 0, copies: cell.salesCopies },
  best: toBest(cell),
})

/** Figures of no games. */
export const NO_FIGURES: StatsTotal = { games: 0, critics: null, users: null, sales: null, best: null }

function toScores(games: number | null, mean: number | null, median: number | null): StatsTotal['critics'] {
  return mean === null || median === null ? null : { games: games ?? 0, mean: rounded(mean), median: rounded(median) }
}

function toBest({ bestSlug: slug, bestTitle: title, bestScore: score, bestVotes: votes }: CellRow): StatsTotal['best'] {
  return slug === null || title === null || score === null ? null : { slug, title, score, votes }
}

/** Rounds to two decimals: scores are kept in single precision. */
const rounded = (value: number) => Math.round(value * 100) / 100
