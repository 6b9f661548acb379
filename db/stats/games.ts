import { and, type SQL, sql } from 'drizzle-orm'
import { gameChecks } from '#db/game/check-sql'
import { checksOf, type GameCriteria, type Lead, planReading, type ReadingPlan } from '#db/game/criteria'
import { checkValues, type Values } from '#db/game/values'
import { filledSql } from '#db/postgres/filled-sql'

/** Returns the plan by which the figures of the games that pass the filters are read. `games` is the number that is read. */
export function planFigures(criteria: GameCriteria): ReadingPlan {
  const plan = planReading(criteria, 'title')
  if (plan.games < criteria.games * JOINED_SHARE) return plan
  return { lead: { from: 'all' }, checks: checksOf(criteria), games: criteria.games }
}

/** Share of all games from which on it is faster to check every game than to join a list. */
const JOINED_SHARE = 0.1

/**
 * Returns the figures of the games that pass the filters, with these arrays of words. A small list of games leads, the rest is
 * checked. Other columns would only make the rows larger, which are kept until all figures are made of them.
 */
export function figuresSql(criteria: GameCriteria, arrays: readonly string[]): SQL {
  const { lead, checks } = planFigures(criteria)
  const values: Values = checkValues(checks)
  const columns = sql.raw([...FIGURES, ...arrays].map((name) => `game.${name}`).join())
  const where = and(...gameChecks(checks))
  return sql`select ${columns} from ${leadSql(lead)} ${where ? sql`where ${filledSql(where, values)}` : sql``}`
}

const FIGURES = ['game_id', 'year', 'score_critics', 'score_users', 'score_votes', 'sales_copies', 'popularity']

function leadSql(lead: Lead): SQL {
  if (lead.from === 'all') return sql`game_figure as game`
  return sql`(${idsSql(lead)}) led join game_figure as game using (game_id)`
}

/** A game is in one list of years and one of scores, but in several of named lists. */
function idsSql(lead: Exclude<Lead, { from: 'all' }>): SQL {
  if (lead.from === 'one') return sql`select game_id from game_list where list = ${lead.list}::integer`
  if (lead.from === 'range')
    return sql`select game_id from game_list where list between ${lead.lists.from}::integer and ${lead.lists.to}::integer`
  return sql`select distinct game_id from game_list where list = any (${`{${lead.lists.join()}}`}::text::integer[])`
}
