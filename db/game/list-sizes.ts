import { statement } from '#db/postgres/statement'
import type { Db } from '#db/stores'
import { listSize } from './table'

/** Returns the number of games in each list, without the lists of companies. */
export const listSizes = (db: Db): Promise<{ list: number; games: number }[]> =>
  statement(db, 'list_sizes', (name) => db.select().from(listSize).prepare(name)).execute({})
