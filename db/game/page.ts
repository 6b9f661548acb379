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
import { isRecent } from './recent'
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

/** A request with its plan. `isRecent`: few games changed since the instant of the filters. */
type PlannedPage = GamePageRequest & { plan: ReadingPlan; isRecent: boolean; total: ExactTotal | undefined }

/** Rows of a range; `areLast` if no other range can have more. */
type RangeRows = { rows: GameRow[]; areLast: boolean }

/**
 * Returns at most `limit` live games after a position in an order, without joins: ids stand for platforms and genres. `total` of
 * each row is the number of all games that pass the filters, if the sizes of lists tell it.
 */
export async function pageOfGames(db: Db, request: GamePageRequest): Promise<GameRow[]> {
  const { criteria, sort, after, limit } = request
  const plan = planReading(criteria, sort)
  const page = { ...request, plan, isRecent: await isRecent(db, criteria), total: exactTotal(criteria) }
  const read = async (range: IndexRange, position: GamePosition, most: number) =>
    readRange(db, page, range, position, most)
  if (!after && isUnchecked(plan.checks)) return (await read('start', startOf(sort), limit)).rows
  const position = after ?? startOf(sort)
  if (position[0] === null) return (await read('unknown', position, limit)).rows
  const { rows, areLast } = await read('valued', position, limit)
  if (areLast || rows.length === limit) return rows
  return [...rows, ...(await read('unknown', UNKNOWN_START, limit - rows.length)).rows]
}

async function readRange(
  db: Db,
  page: PlannedPage,
  range: IndexRange,
  position: GamePosition,
  limit: number,
): Promise<RangeRows> {
  const { criteria, sort } = page
  const plan = range === 'unknown' ? planUnknown(criteria, sort, page.plan) : page.plan
  if (!plan) return { rows: [], areLast: true }
  if (page.isRecent) return collect(db, page, range, position, limit)
  const { lead, checks } = plan
  const given = statementOf(page, checks, range, position, limit)
  const areLast = sort === 'title'
  if (lead.from === 'all') return { rows: await scanRows(db, given), areLast }
  const walk = longestWalk(plan, limit)
  const listed = { ...given, lead, values: { ...given.values, ...leadValues(lead), walk } }
  const rows = await walkRows(db, listed)
  if (rows.length === limit || isUnchecked(checks) || !(await hasMore(db, listed, walk))) return { rows, areLast }
  return collect(db, page, range, position, limit)
}

/** Collects every game that passes the filters and sorts them. No list leads, so every filter is a check. */
async function collect(
  db: Db,
  page: PlannedPage,
  range: IndexRange,
  position: GamePosition,
  limit: number,
): Promise<RangeRows> {
  const rest = range === 'unknown' ? range : 'rest'
  const collecting: Collecting = page.isRecent ? { how: 'recent' } : planCollecting(page.criteria)
  const given = statementOf(page, checksOf(page.criteria), rest, position, limit)
  const values = { ...given.values, ...('lead' in collecting && leadValues(collecting.lead)) }
  return { rows: await collectRows(db, { ...given, values }, collecting), areLast: true }
}

const statementOf = (
  { sort, total }: PlannedPage,
  checks: Checks,
  range: IndexRange,
  [value, id]: GamePosition,
  limit: number,
): RangeStatement => ({
  checks,
  sort,
  range,
  total,
  values: { value, id, limit, ...checkValues(checks), ...total?.values },
})

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
    '-score': row.scoreCritics,
    '-sales': row.salesCopies,
  }
  return [values[sort], row.id]
}
