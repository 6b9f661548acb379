import { type SQL, sql } from 'drizzle-orm'
import type { Checks } from './criteria'
import { type IndexRange, type Sort, sortColumn } from './order'

/** Returns a parameter of a statement. */
export const parameter = (name: string): SQL => sql`${sql.placeholder(name)}`

/** Returns a parameter with numbers of lists. It is text, because the drivers write arrays differently. */
export const listsParameter = (name: string): SQL => sql`${sql.placeholder(name)}::text::integer[]`

/** Returns the condition for games of the years of the parameters. */
export const yearsSql = (table: string): SQL =>
  sql`${sql.raw(table)}.year between ${parameter('yearFrom')} and ${parameter('yearTo')}`
type ScoreRange = NonNullable<Checks['score']>

/** Returns the condition for games of the scores of the parameters. */
export const scoreSql = (table: string, { to }: ScoreRange): SQL => {
  const score = sql.raw(`${table}.score_critics`)
  const from = sql`${score} >= ${parameter('scoreFrom')}`
  return to === undefined ? from : sql`${from} and ${score} < ${parameter('scoreBelow')}`
}
/**
 * Returns the range of the order by score that has all games of the scores of the parameters, and others: the bound of a score is below
 * it, but by no more than `WIDEST_MARGIN`. A bound is rounded, so it may be the end itself.
 */
export const boundSql = (table: string, { to }: ScoreRange): SQL => {
  const bound = sql.raw(`${table}.score_bound`)
  const from = sql`${bound} >= ${parameter('boundFrom')}`
  return to === undefined ? from : sql`${from} and ${bound} <= ${parameter('scoreBelow')}`
}
const updatedSql = sql`game.updated_at >= ${parameter('updatedSince')}::timestamptz`

/** Returns the conditions on rows of `game` for the checks. */
export const gameChecks = ({ all, any, none, years, score, updatedSince }: Checks): SQL[] => [
  ...(all.length > 0 ? [sql`game.lists @> ${listsParameter('all')}`] : []),
  ...any.map((_, at) => sql`game.lists && ${listsParameter(`any${at}`)}`),
  ...(none.length > 0 ? [sql`not game.lists && ${listsParameter('none')}`] : []),
  ...(years ? [yearsSql('game')] : []),
  ...(score ? [scoreSql('game', score)] : []),
  ...(updatedSince === undefined ? [] : [updatedSql]),
]

/**
 * Returns the condition for games that changed since the instant of the parameters, as a range with two ends: from one end alone
 * Postgres, which plans without the value, expects a third of all games and reads them.
 */
export const updatedRangeSql = sql`${updatedSql} and game.updated_at < 'infinity'`

/**
 * Returns the conditions on rows `l` of `game_list` for the checks. They look for the game in other lists at its place in the same
 * order, so they read the index of this order and nothing else.
 *
 * `offset 0` makes Postgres look game by game, until the page is full, instead of joining whole lists.
 */
export function listChecks(checks: Checks, sort: Sort, range: IndexRange): SQL[] {
  const { all, any, none, years, score, updatedSince } = checksBesides(checks, sort, range)
  const value = sortColumn(sort, 't')
  const same = range === 'unknown' ? sql`${value} is null` : sql`${value} = ${sortColumn(sort, 'l')}`
  const inLists = (name: string) =>
    sql`from game_list t where t.list = any (${listsParameter(name)}) and ${same} and t.game_id = l.game_id`
  return [
    ...(all.length > 0 ? [sql`(select count(*) ${inLists('all')}) = ${parameter('allCount')}`] : []),
    ...any.map((_, at) => sql`exists (select ${inLists(`any${at}`)} offset 0)`),
    ...(none.length > 0 ? [sql`not exists (select ${inLists('none')} offset 0)`] : []),
    ...(years ? [yearsSql('l')] : []),
    ...(score ? [scoreSql('l', score)] : []),
    ...(updatedSince === undefined
      ? []
      : [sql`exists (select from game where game.id = l.game_id and ${updatedSql} offset 0)`]),
  ]
}

/** Returns the range of the index of an order that a check limits it to, if there is one. */
export function rangeOfOrder(checks: Checks, sort: Sort, range: IndexRange, table: string): SQL | undefined {
  if (range !== 'valued') return undefined
  if (sort === '-released' && checks.years) return daysSql(table)
  return sort === '-score' && checks.score ? boundSql(table, checks.score) : undefined
}

/**
 * Returns the checks without the years, if they are a range of the index of an order. Were this check made twice, Postgres, which plans
 * without the values, would expect next to no game to pass, and sort instead of reading the index in order.
 */
export function checksBesides(checks: Checks, sort: Sort, range: IndexRange): Checks {
  if (sort !== '-released' || !rangeOfOrder(checks, sort, range, 'game')) return checks
  const { years: _, ...others } = checks
  return others
}

/** Returns the condition for games released in the years of the parameters: the year of a game with a date is that of the date. */
export const daysSql = (table: string): SQL =>
  sql`${sortColumn('-released', table)} between ${parameter('firstDay')} and ${parameter('lastDay')}`

/**
 * Returns the condition that a game of the lead does not come before the first game of every list it must be in. It skips the part
 * of a list where the others have nothing: the newest games of a genre, for a platform of the past.
 */
export function sharedStart({ all }: Checks, sort: Sort, range: IndexRange): SQL | undefined {
  if (range !== 'valued' || sort === 'title' || all.length === 0) return undefined
  const value = sortColumn(sort, 't')
  return sql`${sortColumn(sort, 'game_list')} <= (
    select min(first.value) from unnest(${listsParameter('all')}) as other (list) cross join lateral (
      select ${value} as value from game_list t where t.list = other.list and ${value} <= ${parameter('value')}
      order by ${value} desc nulls last limit 1) first)`
}
