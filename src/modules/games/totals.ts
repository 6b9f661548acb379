import type { GameCriteria } from '#db/game/criteria'
import { countGames, type GameTotal } from '#db/game/total'
import type { Db } from '#db/stores'

/** Returns the number of games that pass the filters. */
export type GameTotals = (criteria: GameCriteria) => Promise<GameTotal>

/** Returns a counter that counts once for the same object of filters: the pages of a list share it for 30 s. */
export function createGameTotals(db: Db): GameTotals {
  const counted = new WeakMap<GameCriteria, Promise<GameTotal>>()
  return (criteria) => {
    const known = counted.get(criteria)
    if (known) return known
    const total = countGames(db, criteria)
    // A count that fails is not remembered.
    total.catch(() => counted.delete(criteria))
    counted.set(criteria, total)
    return total
  }
}
