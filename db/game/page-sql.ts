import { and, type SQL, sql } from 'drizzle-orm'
import { gameChecks, listChecks, listsParameter, parameter, rangeOfOrder, updatedRangeSql } from './check-sql'
import { type Checks, isUnchecked, type Lead } from './criteria'
import { afterSql, type IndexRange, orderSql, type Sort, sortColumn } from './order'

/** Parameter for the number of games of the lead that are read at most. */
const WALK = parameter('walk')
const LIMIT = parameter('limit')

/** Condition for live games, which are not merged into another. */
export const LIVE = sql`game.merged_into is null`

/** Games that a statement reads: those of a range of an order that pass the checks. */
export type RangeReading = { checks: Checks; sort: Sort; range: IndexRange }

/** RangeReading of lists. */
export type LeadReading = RangeReading & { lead: Exclude<Lead, { from: 'all' }> }

/** Returns the rows `l` of a list, in an order: at most `WALK` after the position of the parameters. */
function listSql({ sort, range, checks }: RangeReading, list: SQL): SQL {
  const [value, id] = [sortColumn(sort, 'game_list'), sql`game_list.game_id`]
  const columns = [
    sql`game_id`,
    value,
    ...(checks.years ? [sql`year`] : []),
    ...(checks.score && sort !== '-score' ? [sql`score_critics`] : []),
  ]
  const where = and(
    sql`list = ${list}`,
    afterSql(sort, range, value, id),
    rangeOfOrder(checks, sort, range, 'game_list'),
  )
  return sql`select ${sql.join(columns, sql`, `)} from game_list where ${where} order by ${orderSql(sort, value, id)} limit ${WALK}`
}

/** Returns the rows `l` of the lists of a lead, each game once, in an order: at most `WALK`. */
export function leadSql(reading: LeadReading): SQL {
  const { lead, sort } = reading
  if (lead.from === 'one') return listSql(reading, parameter('list'))
  const each =
    lead.from === 'some'
      ? sql`unnest(${listsParameter('lists')}) as each (list)`
      : sql`(select list from list_size where list between ${parameter('listFrom')} and ${parameter('listTo')} and games > 0) each`
  // A year or a score of a game is one, so only named lists can have a game twice.
  return sql`select ${sql.raw(lead.from === 'some' ? 'distinct l.*' : 'l.*')} from ${each} cross join lateral (${listSql(reading, sql`each.list`)}) l
    order by ${orderSql(sort, sortColumn(sort, 'l'), sql`l.game_id`)} limit ${WALK}`
}

/** Returns the ids of the games of a page, as `w`: the first of the lead that pass the checks. */
export function walkSql(reading: LeadReading): SQL {
  const { checks, sort, range } = reading
  const value = sortColumn(sort, 'l')
  const passes = isUnchecked(checks) ? sql`` : sql`where ${and(...listChecks(checks, sort, range))}`
  return sql`select l.game_id, ${value} as value from (${leadSql(reading)}) l ${passes}
    order by ${orderSql(sort, value, sql`l.game_id`)} limit ${LIMIT}`
}

/** Returns the condition for the games of a page of all games. */
export const scanWhere = ({ checks, sort, range }: RangeReading): SQL | undefined =>
  and(
    LIVE,
    afterSql(sort, range, sortColumn(sort, 'game'), sql`game.id`),
    rangeOfOrder(checks, sort, range, 'game'),
    ...gameChecks(checks),
  )

/**
 * Returns the ids of the games of a page of all games, as `w`. The indexes of the orders have the time of the last change, so games
 * that fail only this check are not read.
 */
export function scanIdsSql(reading: RangeReading): SQL {
  const value = sortColumn(reading.sort, 'game')
  return sql`select game.id as game_id, ${value} as value from game where ${scanWhere(reading)}
    order by ${orderSql(reading.sort, value, sql`game.id`)} limit ${LIMIT}`
}

/** Games that changed since an instant are collected and sorted if they are at most this many. */
export const MOST_RECENT = 2_000

/** Games that changed since the instant of the parameters, as `game`. */
export const recentGames = sql`(select * from game where ${LIVE} and updated_at >= ${parameter('updatedSince')}::timestamptz
  order by updated_at limit ${sql.raw(String(MOST_RECENT))}) game`

/** The first games by title, as `game`: at most `WALK`. */
export const firstGames = sql`(select * from game where ${LIVE} order by sort_title, id limit ${WALK}) game`

/**
 * Returns the ids of the games of a page, as `w`, out of all games that pass the checks: for the few games that several large lists
 * have in common, and, if `isRecent`, for those that changed since the instant of the parameters.
 *
 * `materialized` keeps Postgres from reading the order of all games instead.
 */
export function collectSql({ checks, sort, range }: RangeReading, isRecent: boolean): SQL {
  const value = sortColumn(sort, 'game')
  const { updatedSince, ...others } = checks
  const where = and(
    LIVE,
    afterSql(sort, range, value, sql`game.id`),
    ...gameChecks(others),
    ...(isRecent ? [] : rangeLists(checks)),
    ...(updatedSince === undefined || isRecent ? [] : [updatedRangeSql]),
  )
  return sql`with passing as materialized (select game.id as game_id, ${value} as value from ${isRecent ? recentGames : sql`game`} where ${where})
    select game_id, value from passing order by ${orderSql(sort, sql`value`, sql`game_id`)} limit ${LIMIT}`
}

/** Returns the conditions for the ranges of the checks as lists, for the index over all lists. */
function rangeLists({ years, score }: Checks): SQL[] {
  const between = (from: string, to: string) =>
    sql`game.lists && array(select list from list_size where list between ${parameter(from)} and ${parameter(to)} and games > 0)`
  return [
    ...(years ? [between('yearListFrom', 'yearListTo')] : []),
    ...(score ? [between('scoreListFrom', 'scoreListTo')] : []),
  ]
}

/** Returns the number of games of a lead after the position of the parameters, counted up to `WALK`. */
export const countLeadSql = (reading: LeadReading): SQL =>
  sql`select count(*)::int as games from (${leadSql(reading)}) l`

/** Returns the number of games that changed since the instant of the parameters, counted up to one more than are collected. */
export const countRecentSql = sql`select count(*)::int as games from (
  select from game where ${LIVE} and updated_at >= ${parameter('updatedSince')}::timestamptz
  limit ${sql.raw(String(MOST_RECENT + 1))}) recent`
