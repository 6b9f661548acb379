import type { Db } from '#db/stores'
import { type Collecting, planCollecting } from './collecting'
import {
  type Checks,
  checksOf,
  type GameCriteria,
  isUnchecked,
  type Lead,
  planReading,
  planUnknown,
  type ReadingPlan,
} from './criteria'
import { type GamePosition, type IndexRange, type Sort, startOf, UNKNOWN_START } from './order'
import { collectRows, type GameRow, hasMore, type RangeStatement, scanRows, walkRows } from './page-rows'
import { changedLately } from './recent'
import { type ExactTotal, exactTotal } from './total'
import { checkValues, leadValues } from './values'

/** Most entries of a list that are read to fill a page with games that pass the checks. */
const LONGEST_WALK = 2_000
/** Most entries of several lists that are read and sorted for that. */
const LONGEST_MERGE = 4_000
/** Most entries if the game of each must be read, because no list has what is checked. */
const LONGEST_VISIT = 2_000
/** Years and scores that lists are about, about. */
const MOST_YEARS = 100

export type GamePageRequest = { criteria: GameCriteria; sort: Sort; after?: GamePosition | undefined; limit: number }

/** Filters and an order with what follows from them. `unknown` is the plan for games without a value. */
type PagePlan = {
  criteria: GameCriteria
  sort: Sort
  plan: ReadingPlan
  unknown: ReadingPlan | undefined
  total: ExactTotal | undefined
}

const plans = new WeakMap<GameCriteria, Map<Sort, PagePlan>>()

/** Returns the plan of filters and an order, which is made once for the same object of filters. */
function planOf(criteria: GameCriteria, sort: Sort): PagePlan {
  const known = plans.get(criteria) ?? new Map<Sort, PagePlan>()
  plans.set(criteria, known)
  const planned = known.get(sort) ?? makePlan(criteria, sort)
  known.set(sort, planned)
  return planned
}

function makePlan(criteria: GameCriteria, sort: Sort): PagePlan {
  const plan = planReading(criteria, sort)
  const total = exactTotal(criteria)
  // Counting the entries of a company's list takes longer than its page, so a page does not.
  const stated = total?.from === 'sizes' ? total : undefined
  return { criteria, sort, plan, unknown: planUnknown(criteria, sort, plan), total: stated }
}

/** Part of a page: the games of a range after a position. `isRecent`: few games changed since the instant of the filters. */
type PagePart = { page: PagePlan; range: IndexRange; position: GamePosition; limit: number; isRecent: boolean }

/** Rows of a part; `areLast` if no other range can have more. */
type PartRows = { rows: GameRow[]; areLast: boolean }

/**
 * Returns at most `limit` live games after a position in an order, without joins: ids stand for platforms and genres. `total` of
 * each row is the number of all games that pass the filters, if the sizes of lists tell it.
 */
export async function pageOfGames(db: Db, { criteria, sort, after, limit }: GamePageRequest): Promise<GameRow[]> {
  const page = planOf(criteria, sort)
  const isRecent = criteria.updatedSince !== undefined && (await changedLately(db, criteria.updatedSince))
  const part = { page, limit, isRecent }
  if (!after && isUnchecked(page.plan.checks))
    return (await readPart(db, { ...part, range: 'start', position: startOf(sort) })).rows
  const position = after ?? startOf(sort)
  if (position[0] === null) return (await readPart(db, { ...part, range: 'unknown', position })).rows
  const { rows, areLast } = await readPart(db, { ...part, range: 'valued', position })
  if (areLast || rows.length === limit) return rows
  const rest = { ...part, limit: limit - rows.length }
  return [...rows, ...(await readPart(db, { ...rest, range: 'unknown', position: UNKNOWN_START })).rows]
}

async function readPart(db: Db, part: PagePart): Promise<PartRows> {
  const { page, range, limit } = part
  const plan = range === 'unknown' ? page.unknown : page.plan
  if (!plan) return { rows: [], areLast: true }
  if (part.isRecent) return collect(db, part)
  const { lead, checks } = plan
  const given = statementOf(part, checks)
  const areLast = page.sort === 'title'
  if (lead.from === 'all') return { rows: await scanRows(db, given), areLast }
  const walk = longestWalk(plan, limit)
  const listed = { ...given, lead, values: { ...given.values, ...leadValues(lead), walk } }
  const rows = await walkRows(db, listed)
  if (rows.length === limit || isUnchecked(checks) || !(await hasMore(db, listed, walk))) return { rows, areLast }
  return collect(db, part)
}

/** Collects every game that passes the filters and sorts them. No list leads, so every filter is a check. */
async function collect(db: Db, part: PagePart): Promise<PartRows> {
  const { criteria } = part.page
  const collecting: Collecting = part.isRecent ? { how: 'recent' } : planCollecting(criteria)
  const range = part.range === 'unknown' ? 'unknown' : 'rest'
  const given = statementOf({ ...part, range }, checksOf(criteria))
  const values = { ...given.values, ...('lead' in collecting && leadValues(collecting.lead)) }
  return { rows: await collectRows(db, { ...given, values }, collecting), areLast: true }
}

function statementOf(
  { page: { sort, total }, range, position: [value, id], limit }: PagePart,
  checks: Checks,
): RangeStatement {
  const values = isUnchecked(checks) ? {} : checkValues(checks)
  return { checks, sort, range, total, values: { value, id, limit, ...values, ...total?.values } }
}

function longestWalk({ lead, checks }: ReadingPlan, limit: number): number {
  if (isUnchecked(checks)) return limit
  const most = checks.updatedSince === undefined ? LONGEST_WALK : LONGEST_VISIT
  return Math.max(limit, Math.min(most, Math.ceil(LONGEST_MERGE / numberOfLists(lead))))
}

function numberOfLists(lead: Lead): number {
  if (lead.from === 'some') return lead.lists.length
  return lead.from === 'range' ? Math.min(lead.lists.to - lead.lists.from + 1, MOST_YEARS) : 1
}

/** Returns the position of a game in an order. */
export function positionOf(row: GameRow, sort: Sort): GamePosition {
  if (sort === 'title') return [row.sortTitle, row.id]
  const values = {
    '-released': row.released,
    '-popularity': row.popularity,
    '-score': row.scoreBound,
    '-sales': row.salesCopies,
  }
  return [values[sort], row.id]
}
