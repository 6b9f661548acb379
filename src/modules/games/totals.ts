import type { GameCriteria } from '#db/game/criteria'
import { countGames, type GameTotal } from '#db/game/total'
import type { Db } from '#db/stores'

const FRESH_MS = 30_000
const MOST_REMEMBERED = 1_000

/** Returns the number of games that pass the filters. */
export type GameTotals = (criteria: GameCriteria) => Promise<GameTotal>

/** Returns a counter that remembers a number for 30 s: the next pages of a list have the same filters. */
export function createGameTotals(db: Db): GameTotals {
  const remembered = new Map<string, { total: Promise<GameTotal>; until: number }>()
  return (criteria) => {
    const key = JSON.stringify(criteria)
    const known = remembered.get(key)
    if (known && Date.now() < known.until) return known.total
    const total = countGames(db, criteria)
    // A count that fails is not remembered.
    total.catch(() => remembered.delete(key))
    if (remembered.size >= MOST_REMEMBERED) remembered.clear()
    remembered.set(key, { total, until: Date.now() + FRESH_MS })
    return total
  }
}
