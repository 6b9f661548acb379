import { criteriaOf } from '#db/filter/criteria'
import type { FilterWords } from '#db/filter/words'
import type { GameCriteria } from '#db/game/criteria'
import { type FilterRefusal, isFilterRefusal, resolveFilters } from './filter-resolution'
import { FILTERS, type FilterQuery } from './game-filters'

const FRESH_MS = 30_000
const MOST_REMEMBERED = 1_000
const NAMES = Object.keys(FILTERS) as (keyof FilterQuery)[] // safe: these are the parameters of the filters

/** Returns the filters of a query as lists of games, or why they are refused. */
export type CriteriaReader = (query: FilterQuery) => Promise<GameCriteria | FilterRefusal>

/** Returns a reader that gives the same object for the same filters for 30 s, so that what follows from it is made once too. */
export function createCriteriaReader(words: FilterWords): CriteriaReader {
  const remembered = new Map<string, { criteria: GameCriteria; until: number }>()
  return async (query) => {
    const key = filterKey(query)
    const known = remembered.get(key)
    if (known && Date.now() < known.until) return known.criteria
    const resolved = await resolveFilters(words, query)
    if (isFilterRefusal(resolved)) return resolved
    const criteria = await criteriaOf(words, resolved)
    if (remembered.size >= MOST_REMEMBERED) remembered.clear()
    remembered.set(key, { criteria, until: Date.now() + FRESH_MS })
    return criteria
  }
}

/** Returns the filters of a query as one text. No value has a line break. */
export function filterKey(query: FilterQuery): string {
  let key = ''
  for (const name of NAMES) key += `${query[name] ?? ''}\n`
  return key
}
