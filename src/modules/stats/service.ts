import { isBinned } from '#db/stats/bins'
import type { Dimension } from '#db/stats/dimensions'
import { readStats } from '#db/stats/stats'
import type { Dependencies } from '#src/dependencies'
import { parseDigits } from '#src/http/digits'
import { createSlots, type Slots } from '#src/http/slots'
import { type CriteriaReader, createCriteriaReader, filterKey } from '#src/wire/criteria-reader'
import { type FilterRefusal, isFilterRefusal } from '#src/wire/filter-resolution'
import { isTooCostly } from './cost'
import { createMemory } from './memory'
import { BEST_VOTES, ROWS, type Stats, type StatsQuery } from './model'
import { NO_FIGURES, toFigures, toStatsRow } from './rows'

/** Statistics, or why there are none: `full` if too many others are being made. */
export type StatsAnswer = Stats | FilterRefusal | 'too_costly' | 'full'

/** Returns the statistics that a query asks for. */
export type StatsReader = (query: StatsQuery) => Promise<StatsAnswer>

/** Statistics that are made at once, and that wait for it: each takes up to a second of two processors. */
const AT_ONCE = 2
const WAITING = 8

/** Returns a reader of statistics, which are remembered for 30 s. */
export function createStatsReader(dependencies: Dependencies): StatsReader {
  const criteriaOf = createCriteriaReader(dependencies.filterWords)
  const slots = createSlots(AT_ONCE, WAITING)
  const remembered = createMemory<StatsAnswer>((answer) => (isStats(answer) ? answer.items.length : 0))
  return (query) => remembered(keyOf(query), () => makeStats({ dependencies, criteriaOf, slots }, query))
}

/** True for statistics, false for a refusal. */
export const isStats = (answer: StatsAnswer): answer is Stats => typeof answer === 'object' && 'rows' in answer

const keyOf = (query: StatsQuery) =>
  [filterKey(query), query.by, query.sort ?? '', query.limit ?? ROWS, query.bestVotes ?? BEST_VOTES].join('\n')

type Tools = { dependencies: Dependencies; criteriaOf: CriteriaReader; slots: Slots }

async function makeStats({ dependencies, criteriaOf, slots }: Tools, query: StatsQuery): Promise<StatsAnswer> {
  const by = dimensionsOf(query.by)
  const criteria = await criteriaOf(query)
  if (isFilterRefusal(criteria)) return criteria
  if (await isTooCostly(dependencies, criteria, by)) return 'too_costly'
  const request = {
    criteria,
    by,
    sort: query.sort ?? (by.some(isOrdered) ? 'key' : '-games'),
    limit: parseDigits(query.limit) ?? ROWS,
    bestVotes: parseDigits(query.bestVotes) ?? BEST_VOTES,
  } as const
  const stats = await slots(() => readStats(dependencies.stores.db, request))
  if (typeof stats === 'string') return stats
  const { cells, total, families } = stats
  return {
    by,
    items: cells.map((cell) => toStatsRow(cell, by, families)),
    rows: cells[0]?.cells ?? 0,
    total: total ? toFigures(total) : NO_FIGURES,
  }
}

/** True for a dimension whose values have an order of their own. */
const isOrdered = (dimension: Dimension) => dimension === 'year' || isBinned(dimension)

const dimensionsOf = (by: string): Dimension[] => by.split(',') as Dimension[] // safe: the pattern of the parameter lets only dimensions pass
