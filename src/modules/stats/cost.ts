import type { FilterWords } from '#db/filter/words'
import type { GameCriteria } from '#db/game/criteria'
import { type ListKind, listNumber } from '#db/game/lists'
import { countGames } from '#db/game/total'
import { type CellsPerGame, costOf } from '#db/stats/cost'
import type { Dimension } from '#db/stats/dimensions'
import type { Dependencies } from '#src/dependencies'

/** Cost of the dearest statistics: about a second on a million games. The embedded store is slower and answers nobody else meanwhile. */
const MOST_COST = { real: 2_000_000, embedded: 500_000 } as const

/** Companies of a game, at most, on average: their lists have no sizes. */
const COMPANIES_PER_GAME = 2

/** As costly as this: the releases of each game are looked up. */
const REGIONS_PER_GAME = 4

/** True if statistics would take too long. */
export async function isTooCostly(
  { stores, filterWords }: Pick<Dependencies, 'stores' | 'filterWords'>,
  criteria: GameCriteria,
  by: readonly Dimension[],
): Promise<boolean> {
  const cells = await cellsPerGame(filterWords, criteria.games)
  const most = MOST_COST[stores.mode]
  if (costOf(criteria, criteria.games, by, cells) <= most) return false
  const { value } = await countGames(stores.db, criteria)
  return costOf(criteria, value, by, cells) > most
}

async function cellsPerGame(words: FilterWords, games: number): Promise<CellsPerGame> {
  const perGame = async (kind: ListKind, next: ListKind) => {
    const entries = await words.size({ from: listNumber(kind, 0), to: listNumber(next, 0) - 1 })
    return entries / Math.max(1, games)
  }
  const platform = await perGame('platform', 'genre')
  return {
    year: 1,
    platform,
    family: platform,
    genre: await perGame('genre', 'company'),
    company: COMPANIES_PER_GAME,
    source: await perGame('source', 'kind'),
    region: REGIONS_PER_GAME,
    critics: 1,
    users: 1,
    sales: 1,
  }
}
