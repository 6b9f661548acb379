import { and, type SQL, sql } from 'drizzle-orm'
import {
  boundSql,
  checksBesides,
  daysSql,
  gameChecks,
  listChecks,
  listsParameter,
  parameter,
  rangeOfOrder,
  scoreSql,
  sharedStart,
  updatedRangeSql,
  yearsSql,
} from './check-sql'
import type { Collecting } from './collecting'
import type { Checks, ListLead } from './criteria'
import { afterSql, type IndexRange, orderSql, type Sort, sortColumn } from './order'

/** Parameter for the number of games of the lead that are read at most. */
const WALK = parameter('walk')
const LIMIT = parameter('limit')

/** Condition for live games, which are not merged into another. */
export const LIVE = sql`game.merged_into is null`

/** Games that a statement reads: those of a range of an order that pass the checks. */
export type RangeReading = { checks: Checks; sort: Sort; range: IndexRange }

/** Games that a statement reads out of lists. */
export type LeadReading = RangeReading & { lead: ListLead }

/** Returns the condition for the games of a list after the position of the parameters. */
const listWhere = ({ sort, range, checks }: RangeReading, list: SQL): SQL | undefined =>
  and(
    sql`list = ${list}`,
    afterSql(sort, range, sortColumn(sort, 'game_list'), sql`game_list.game_id`),
    rangeOfOrder(checks, sort, range, 'game_list'),
    sharedStart(checks, sort, range),
  )

/** Returns the rows `l` of a list, in an order: at most `most` after the position of the parameters. */
function listSql(reading: RangeReading, list: SQL, most: SQL): SQL {
  const { sort, checks } = reading
  const value = sortColumn(sort, 'game_list')
  const columns = [
    sql`game_id`,
    value,
    ...(checks.years ? [sql`year`] : []),
    ...(checks.score ? [sql`score_critics`] : []),
  ]
  return sql`select ${sql.join(columns, sql`, `)} from game_list where ${listWhere(reading, list)}
    order by ${orderSql(sort, value, sql`game_list.game_id`)} limit ${most}`
}

/** Returns the lists of a lead and their numbers of games, as `each`. Lists of companies have no size. */
const listsSql = (lead: ListLead): SQL =>
  lead.from === 'range'
    ? sql`(select list, games from list_size where list between ${parameter('listFrom')} and ${parameter('listTo')} and games > 0) each`
    : sql`(select list, coalesce(s.games, (select count(*) from game_list g where g.list = named.list)) as games
        from unnest(${listsParameter('lists')}) as named (list) left join list_size s using (list)) each`

const EACH = sql`each.list`

/** Returns the rows `l` of the lists of a lead, each game once, in an order: at most `WALK`. */
function leadSql(reading: LeadReading): SQL {
  const { lead, sort } = reading
  if (lead.from === 'one') return listSql(reading, parameter('list'), WALK)
  // A year or a score of a game is one, so only named lists can have a game twice.
  const columns = sql.raw(lead.from === 'some' ? 'distinct l.*' : 'l.*')
  return sql`select ${columns} from ${listsSql(lead)} cross join lateral (${listSql(reading, EACH, WALK)}) l
    order by ${orderSql(sort, sortColumn(sort, 'l'), sql`l.game_id`)} limit ${WALK}`
}

/** Returns the ids of the games of a page, as `w`: the first of the lead that pass the checks. */
export function walkSql(reading: LeadReading): SQL {
  const { checks, sort, range } = reading
  const value = sortColumn(sort, 'l')
  const conditions = and(...listChecks(checks, sort, range))
  const passes = conditions ? sql`where ${conditions}` : sql``
  return sql`select l.game_id, ${value} as value from (${leadSql(reading)}) l ${passes}
    order by ${orderSql(sort, value, sql`l.game_id`)} limit ${LIMIT}`
}

/** Returns the condition for the games of a page of all games. */
export const scanWhere = ({ checks, sort, range }: RangeReading): SQL | undefined =>
  and(
    LIVE,
    afterSql(sort, range, sortColumn(sort, 'game'), sql`game.id`),
    rangeOfOrder(checks, sort, range, 'game'),
    ...gameChecks(checksBesides(checks, sort, range)),
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
export const MOST_RECENT = 5_000

/** Games that changed since the instant of the parameters, as `game`. `offset 0`: no other index is to find them. */
export const recentGames = sql`(select * from game where ${LIVE} and ${updatedRangeSql} offset 0) game`

/** The first games by title, as `game`: at most `WALK`. */
export const firstGames = sql`(select * from game where ${LIVE} order by sort_title, id limit ${WALK}) game`

/**
 * Returns the ids of the games of a page, as `w`, out of all games that pass the checks.
 *
 * `materialized` keeps Postgres from reading the order of all games instead.
 */
export function collectSql({ checks, sort, range }: RangeReading, collecting: Collecting): SQL {
  const value = sortColumn(sort, 'game')
  const { updatedSince, ...others } = checks
  const { how } = collecting
  const where = and(
    LIVE,
    afterSql(sort, range, value, sql`game.id`),
    ...gameChecks(others),
    ...(how === 'common' && checks.all.length + checks.any.length === 0 ? rangeLists(checks) : []),
    ...(updatedSince === undefined || how === 'recent' ? [] : [updatedRangeSql]),
  )
  return sql`with passing as materialized (select game.id as game_id, ${value} as value from ${collectedSql(checks, collecting)} where ${where})
    select game_id, value from passing order by ${orderSql(sort, sql`value`, sql`game_id`)} limit ${LIMIT}`
}

/** Returns the games to check, as `game`. */
function collectedSql(checks: Checks, collecting: Collecting): SQL {
  if (!('lead' in collecting)) return collecting.how === 'recent' ? recentGames : sql`game`
  const { how, lead } = collecting
  const within = (list: SQL) => (how === 'dated' ? datedSql(checks, list) : scoredSql(checks, list))
  const ids =
    lead.from === 'one'
      ? within(parameter('list'))
      : sql`select l.game_id from ${listsSql(lead)} cross join lateral (${within(EACH)}) l`
  return sql`(select distinct game_id from (${ids}) listed) l join game on game.id = l.game_id`
}

/** Returns the ids of the games of a list within the years. A game without a date may have a year. */
function datedSql({ score }: Checks, list: SQL): SQL {
  const scored = score ? sql`and ${scoreSql('game_list', score)}` : sql``
  return sql`select game_id from game_list where list = ${list} and ${daysSql('game_list')} ${scored}
    union all
    select game_id from game_list where list = ${list} and released is null and ${yearsSql('game_list')} ${scored}`
}

/** Returns the ids of the games of a list of the scores. */
function scoredSql({ years, score }: Checks, list: SQL): SQL {
  const ranges = [
    ...(score ? [boundSql('game_list', score), scoreSql('game_list', score)] : []),
    ...(years ? [yearsSql('game_list')] : []),
  ]
  return sql`select game_id from game_list where ${and(sql`list = ${list}`, ...ranges)}`
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

/** Returns the number of entries of a lead after the position of the parameters, counted up to `WALK`. */
export function countLeadSql(reading: LeadReading): SQL {
  const { lead } = reading
  const entries = (list: SQL) => sql`select from game_list where ${listWhere(reading, list)} limit ${WALK}`
  const all =
    lead.from === 'one'
      ? entries(parameter('list'))
      : sql`select from ${listsSql(lead)} cross join lateral (${entries(EACH)}) l limit ${WALK}`
  return sql`select count(*)::int as games from (${all}) counted`
}

/**
 * Returns rows `l` of a lead: about as many as `WALK`, the first by title, from every list in proportion to its size; all rows if
 * there are fewer.
 */
export function sampleSql(checks: Checks, lead: ListLead): SQL {
  const reading: RangeReading = { checks, sort: 'title', range: 'start' }
  if (lead.from === 'one') return listSql(reading, parameter('list'), WALK)
  const share = sql`ceil(${WALK}::float8 * each.games / each.total)::bigint`
  return sql`select l.* from (select list, games, sum(games) over () as total from ${listsSql(lead)}) each
    cross join lateral (${listSql(reading, EACH, share)}) l`
}

/** Returns the number of games that changed since the instant of the parameters, counted up to one more than are collected. */
export const countRecentSql = sql`select count(*)::int as games from (
  select from game where ${LIVE} and ${updatedRangeSql}
  limit ${sql.raw(String(MOST_RECENT + 1))}) recent`
