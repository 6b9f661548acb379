import { checksOf, type GameCriteria, isUnchecked } from '#db/game/criteria'
import type { Dimension } from './dimensions'
import { planFigures } from './games'

/** Cells that a game counts in for each dimension, on average. */
export type CellsPerGame = Readonly<Record<Dimension, number>>

/**
 * Returns the cost of statistics: about the microseconds that a processor of Postgres works. Games that are read cost less than the
 * rows of the cells that they count in; filters cost a check and a copy; companies cost more than other words, because they are many.
 *
 * `games` is the number of games that pass the filters, or more.
 */
export function costOf(criteria: GameCriteria, games: number, by: readonly Dimension[], cells: CellsPerGame): number {
  const read = planFigures(criteria).games
  const rows = by.reduce((product, dimension) => product * Math.max(1, cells[dimension]), Math.min(games, read))
  const { ofGame, ofRow } = isUnchecked(checksOf(criteria)) ? COSTS.all : COSTS.filtered
  return read * ofGame + rows * ofRow * (by.includes('company') ? by.length + 1 : 1)
}

const COSTS = { all: { ofGame: 0.3, ofRow: 1 }, filtered: { ofGame: 0.7, ofRow: 1.3 } } as const
