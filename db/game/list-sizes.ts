import { sql } from 'drizzle-orm'
import { statement } from '#db/postgres/statement'
import type { Db } from '#db/stores'
import { COMPANY_LISTS } from './lists'
import { listSize } from './table'

/** Returns the number of games in each list, without those of companies, of which there are many. */
export const listSizes = (db: Db): Promise<{ list: number; games: number }[]> =>
  statement(db, 'list_sizes', (name) =>
    db
      .select()
      .from(listSize)
      .where(sql`${listSize.list} not between ${COMPANY_LISTS.from} and ${COMPANY_LISTS.to}`)
      .prepare(name),
  ).execute({})
