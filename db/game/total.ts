import { and, type SQL, sql } from 'drizzle-orm'
import { plainRows, statement } from '#db/postgres/statement'
import type { Db } from '#db/stores'
import { gameChecks, listChecks, parameter } from './check-sql'
import { checkNames, checksOf, type GameCriteria, type ListGroup, planReading, type ReadingPlan } from './criteria'
import { COMPANY_LISTS, KIND_LISTS, type ListRange, scoreLists, yearLists } from './lists'
import { firstGames, recentGames, sampleSql } from './page-sql'
import { changedLately } from './recent'
import { checkValues, leadValues, type Values } from './values'

/** Number of games; `exact` is false if it is an estimate. */
export type GameTotal = { value: number; exact: boolean }

/**
 * Lists without a game in common, whose games together are those of the filters. Their number is in `list_size`; that of a company's
 * list is counted, because companies have no sizes there.
 */
export type ExactTotal = { from: 'sizes' | 'entries'; values: { totalFrom: number; totalTo: number } }

/** Games that are checked to estimate a total. */
const SAMPLE = 1_000

/** Returns the lists that have all games of the filters, each in one of them; `undefined` if there are no such lists. */
export function exactTotal({ groups, none, years, score, updatedSince }: GameCriteria): ExactTotal | undefined {
  if (none.length > 0 || updatedSince !== undefined) return undefined
  const [range, ...others] = [
    ...groups.map(oneList),
    ...(years ? [yearLists(years.from, years.to)] : []),
    ...(score ? [scoreLists(score.from, score.to)] : []),
    // Every game has a kind: its lists are asked where nothing else is.
    ...(groups.length === 0 && !years && !score ? [KIND_LISTS] : []),
  ]
  if (!range || others.length > 0) return undefined
  return { from: isOfCompany(range) ? 'entries' : 'sizes', values: { totalFrom: range.from, totalTo: range.to } }
}

function oneList({ lists: [list, ...others] }: ListGroup): ListRange | undefined {
  return list === undefined || others.length > 0 ? undefined : { from: list, to: list }
}

const isOfCompany = ({ from }: ListRange) => COMPANY_LISTS.from <= from && from <= COMPANY_LISTS.to

/** Returns the column with the number of games in the lists of the parameters; null without lists. */
export const totalColumn = (total: ExactTotal | undefined): SQL.Aliased<number | null> =>
  (total ? sql<number | null>`(${NUMBER_SQL[total.from]})` : sql<number | null>`null::float8`).as('total')

const RANGE = sql`list between ${parameter('totalFrom')} and ${parameter('totalTo')}`

const NUMBER_SQL: Record<ExactTotal['from'], SQL> = {
  sizes: sql`select coalesce(sum(games), 0)::float8 from list_size where ${RANGE}`,
  entries: sql`select count(*)::float8 from game_list where ${RANGE}`,
}

/**
 * Returns the number of games that pass the filters: exact if the sizes of lists tell it or if few games are to be checked. Else it
 * is estimated from the share that passes among the first 1,000 by title, as titles hardly depend on the filters.
 */
export async function countGames(db: Db, criteria: GameCriteria): Promise<GameTotal> {
  const exact = exactTotal(criteria)
  if (exact) {
    const counting = sql`select 0 as read, (${NUMBER_SQL[exact.from]}) as passed`
    return { value: (await runCount(db, exact.from, counting, exact.values)).passed, exact: true }
  }
  if (criteria.updatedSince !== undefined && (await changedLately(db, criteria.updatedSince)))
    return { value: await countRecent(db, criteria), exact: true }
  const plan = planReading(criteria, 'title')
  const { read, passed } = await countSample(db, plan)
  if (read < SAMPLE) return { value: passed, exact: true }
  return { value: Math.max(passed, Math.round((passed / read) * plan.games)), exact: false }
}

type Counted = { read: number; passed: number }

async function runCount(db: Db, name: string, counting: SQL, values: Values): Promise<Counted> {
  const prepared = statement(db, `games_total_${name}`, (statementName) =>
    db
      .select({ read: sql<number>`read`, passed: sql<number>`passed` })
      .from(sql`(${counting}) counted`)
      .prepare(statementName),
  )
  const [counted] = await plainRows(prepared, values)
  return counted ?? { read: 0, passed: 0 }
}

const countSql = (from: SQL, game: SQL, checks: readonly SQL[]): SQL => {
  const passing = checks.length > 0 ? sql` filter (where ${and(...checks)})` : sql``
  return sql`select count(*)::int as read, count(distinct ${game})${passing}::int as passed from ${from}`
}

async function countRecent(db: Db, criteria: GameCriteria): Promise<number> {
  const { updatedSince, ...checks } = checksOf(criteria)
  const counting = countSql(recentGames, sql`game.id`, gameChecks(checks))
  const values = { ...checkValues(checks), updatedSince: updatedSince ?? null }
  return (await runCount(db, `recent_${checkNames(checks)}`, counting, values)).passed
}

/** Checks the first games by title. A game that is in several lists of the lead is read several times and passes once. */
function countSample(db: Db, { lead, checks }: ReadingPlan): Promise<Counted> {
  const values = { ...checkValues(checks), ...leadValues(lead), walk: SAMPLE }
  const counting =
    lead.from === 'all'
      ? countSql(firstGames, sql`game.id`, gameChecks(checks))
      : countSql(sql`(${sampleSql(checks, lead)}) l`, sql`l.game_id`, listChecks(checks, 'title', 'start'))
  return runCount(db, `${lead.from}_${checkNames(checks)}`, counting, values)
}
