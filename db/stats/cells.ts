import { type SQL, sql } from 'drizzle-orm'
import { checksOf, type GameCriteria, isUnchecked } from '#db/game/criteria'
import { type Db, rowsOf } from '#db/stores'
import {
  arraysOf,
  dimensionJoin,
  type Families,
  keySql,
  labelJoin,
  labelSql,
  type Placed,
  salesJoin,
} from './dimensions'
import { figuresSql } from './games'

/** Orders of cells: `key` by the values of the dimensions, ascending; the others by a figure, the highest first, unknown ones last. */
export const CELL_SORTS = ['key', '-games', '-critics', '-users', '-sales'] as const
export type CellSort = (typeof CELL_SORTS)[number]

/** A question for cells. `bestVotes`: votes that the best game of a cell has at least, if their number is known. */
export type CellRequest = {
  criteria: GameCriteria
  placed: readonly Placed[]
  families: Families
  sort: CellSort
  limit: number
  bestVotes: number
}

/** Figures of the games of a cell. `first` and `second` are values of the dimensions as `labelSql` says; `cells` is the number of all cells. */
export type CellRow = {
  first: number | string | null
  second: number | string | null
  cells: number
  games: number
  criticsGames: number | null
  criticsMean: number | null
  criticsMedian: number | null
  usersGames: number | null
  usersMean: number | null
  usersMedian: number | null
  salesGames: number | null
  salesCopies: number | null
  bestSlug: string | null
  bestTitle: string | null
  bestScore: number | null
  bestVotes: number | null
}

/** Returns the first cells in the order asked for, with their figures. A game counts in each cell whose values it has. */
export const listCells = (db: Db, request: CellRequest): Promise<CellRow[]> =>
  rowsOf<CellRow>(
    db,
    sql`with ${passing(request)},
        counted as (select k, count(*)::integer as games from (${rows(request, sql`select ${keySql(request.placed)} as k`)}) row group by k),
        ${figured(request)}, ${best(request)}, ${CELL}
      select ${labels(request)}, count(*) over ()::integer as cells, ${SHOWN}
      from cell left join game top on top.id = cell.best_id
        ${sql.join(
          request.placed.map((each) => labelJoin(each, request.placed.length)),
          sql` `,
        )}
      order by ${orderOf(request)} limit ${request.limit}::integer`,
  )

const FIGURE_NAMES =
  'critics_games, critics_mean, critics_median, users_games, users_mean, users_median, sales_games, sales_copies'

/**
 * The cells, each with all its figures. They are put together by grouping, because a join would be planned for one cell: Postgres
 * cannot tell how many values a key has.
 */
const CELL = sql.raw(`cell as (
  select k, max(games) as games, ${FIGURE_NAMES.replaceAll(/\w+/g, 'max($&) as $&')}, any_value(best_id) as best_id from (
    select k, games, ${FIGURE_NAMES.replaceAll(/\w+/g, 'null::float8 as $&')}, null::uuid as best_id from counted
    union all select k, null, ${FIGURE_NAMES}, null from figured
    union all select k, null, ${FIGURE_NAMES.replaceAll(/\w+/g, 'null')}, game_id from best
  ) part group by k)`)

/** Games that pass filters are found once; all games are faster read again than kept. */
function passing({ criteria, placed }: CellRequest): SQL {
  const kept = isUnchecked(checksOf(criteria)) ? sql`not materialized` : sql`materialized`
  return sql`passing as ${kept} (${figuresSql(criteria, arraysOf(placed))})`
}

/** Returns the rows of games, one for each cell that a game counts in. */
const rows = ({ placed, families }: CellRequest, select: SQL, sales: SQL = sql``): SQL =>
  sql`${select} from passing game ${sql.join(
    placed.map((each) => dimensionJoin(each, families)),
    sql` `,
  )} ${sales}`

/** Scores and copies are summed over the games that have any, which are few. */
function figured(request: CellRequest): SQL {
  const sales = salesJoin(request.placed, request.families)
  const copies = sales ? sql`case when game.sales_copies is not null then sold.copies end` : sql`game.sales_copies`
  const select = sql`select ${keySql(request.placed)} as k, score_critics, score_users, ${copies} as copies`
  const some = sql`where coalesce(score_critics, score_users) is not null or game.sales_copies is not null`
  return sql`figured as (
    select k, count(score_critics)::integer as critics_games, sum(score_critics::float8) / nullif(count(score_critics), 0) as critics_mean,
      percentile_cont(.5) within group (order by score_critics) as critics_median,
      count(score_users)::integer as users_games, sum(score_users::float8) / nullif(count(score_users), 0) as users_mean,
      percentile_cont(.5) within group (order by score_users) as users_median,
      count(copies)::integer as sales_games, sum(copies)::float8 as sales_copies
    from (${rows(request, select, sql`${sales ?? sql``} ${some}`)}) row group by k)`
}

function best(request: CellRequest): SQL {
  const { placed, bestVotes } = request
  const select = sql`select distinct on (k) ${keySql(placed)} as k, game.game_id`
  const enough = bestVotes > 0 ? sql`and (score_votes is null or score_votes >= ${bestVotes}::integer)` : sql``
  return sql`best as (${rows(
    request,
    select,
    sql`where score_critics is not null ${enough}
    order by k, score_critics desc, score_votes desc nulls last, popularity desc nulls last, game.game_id`,
  )})`
}

const SHOWN = sql.raw(
  [
    'critics_games as "criticsGames", critics_mean as "criticsMean", critics_median as "criticsMedian"',
    'users_games as "usersGames", users_mean as "usersMean", users_median as "usersMedian"',
    'sales_games as "salesGames", cell.sales_copies as "salesCopies"',
    'games, top.slug as "bestSlug", top.title as "bestTitle", top.score_critics as "bestScore", top.score_votes as "bestVotes"',
  ].join(', '),
)

function labels({ placed }: CellRequest): SQL {
  const [first, second] = placed.map((each) => labelSql(each, placed.length))
  return sql`${first ?? sql`null`} as first, ${second ?? sql`null`} as second`
}

const FIGURES: Record<Exclude<CellSort, 'key'>, string> = {
  '-games': 'games',
  '-critics': 'critics_mean',
  '-users': 'users_mean',
  '-sales': 'cell.sales_copies',
}

function orderOf({ placed, sort }: CellRequest): SQL {
  const figure = sort === 'key' ? [] : [sql.raw(`${FIGURES[sort]} desc nulls last`)]
  const more = sort === 'key' || sort === '-games' ? [] : [sql`games desc`]
  const keys = placed.map((each) => sql`${labelSql(each, placed.length)} nulls last`)
  return sql.join([...figure, ...more, ...keys, sql`k`], sql`, `)
}
