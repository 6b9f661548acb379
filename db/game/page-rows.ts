import { type SQL, sql } from 'drizzle-orm'
import { plainRows, statement } from '#db/postgres/statement'
import type { Db } from '#db/stores'
import type { Collecting } from './collecting'
import { checkNames } from './criteria'
import { orderSql, sortColumn } from './order'
import {
  collectSql,
  countLeadSql,
  type LeadReading,
  type RangeReading,
  scanIdsSql,
  scanWhere,
  walkSql,
} from './page-sql'
import { SUMMARY_COLUMNS } from './queries'
import { game } from './table'
import { type ExactTotal, totalColumn } from './total'
import type { Values } from './values'

/** A reading with the values of its parameters. `total` is where its number of games is found, if the sizes of lists tell it. */
export type RangeStatement = RangeReading & { total: ExactTotal | undefined; values: Values }

/** A statement over lists. */
export type ListStatement = RangeStatement & LeadReading

/** A game in a list. Platforms and genres are ids of the vocabulary. */
export type GameRow = Awaited<ReturnType<typeof joinedRows>>[number]

/**
 * Returns the name of a statement: its shape. Whatever else varies is a parameter, so there are as many statements as shapes, and
 * each is built once.
 */
const shapeOf = (how: string, { checks, sort, range, total }: RangeStatement): string =>
  ['games', how, sort, range, checkNames(checks), total?.from ?? ''].join('_')

/** Returns the games whose ids a statement finds, in its order. */
function joinedRows(db: Db, how: string, given: RangeStatement, ids: (reading: RangeStatement) => SQL) {
  const { sort, total, values } = given
  const prepared = statement(db, shapeOf(how, given), (name) =>
    db
      .select({ ...SUMMARY_COLUMNS, total: totalColumn(total) })
      .from(game)
      .innerJoin(sql`(${ids(given)}) w`, sql`${game.id} = w.game_id`)
      .orderBy(orderSql(sort, sql`w.value`, sql`w.game_id`))
      .prepare(name),
  )
  return plainRows(prepared, values)
}

/** Returns the games of a page of lists: the first that pass the checks, of a bounded number. */
export const walkRows = (db: Db, given: ListStatement): Promise<GameRow[]> =>
  joinedRows(db, `walk_${given.lead.from}`, given, () => walkSql(given))

/** Returns the games of a page out of all that pass the checks, which are collected and sorted. */
export const collectRows = (db: Db, given: RangeStatement, collecting: Collecting): Promise<GameRow[]> =>
  joinedRows(db, ['collect', ...wayOf(collecting)].join('_'), given, () => collectSql(given, collecting))

const wayOf = (collecting: Collecting): string[] =>
  'lead' in collecting ? [collecting.how, collecting.lead.from] : [collecting.how]

/** Returns the games of a page of all games. Only the time of the last change is in the index of an order: see `scanIdsSql`. */
export function scanRows(db: Db, given: RangeStatement): Promise<GameRow[]> {
  const { checks, sort, total, values } = given
  if (checks.updatedSince !== undefined) return joinedRows(db, 'scan', given, scanIdsSql)
  const prepared = statement(db, shapeOf('scan', given), (name) =>
    db
      .select({ ...SUMMARY_COLUMNS, total: totalColumn(total) })
      .from(game)
      .where(scanWhere(given))
      .orderBy(orderSql(sort, sortColumn(sort, 'game'), sql`game.id`))
      .limit(sql.placeholder('limit'))
      .prepare(name),
  )
  return plainRows(prepared, values)
}

/** True if the lists of a lead have more than `walk` games after the position. */
export async function hasMore(db: Db, given: ListStatement, walk: number): Promise<boolean> {
  const unchecked = { ...given, total: undefined }
  const prepared = statement(db, shapeOf(`more_${given.lead.from}`, unchecked), (name) =>
    db
      .select({ games: sql<number>`games` })
      .from(sql`(${countLeadSql(given)}) counted`)
      .prepare(name),
  )
  const [row] = await plainRows(prepared, { ...given.values, walk: walk + 1 })
  return (row?.games ?? 0) > walk
}
