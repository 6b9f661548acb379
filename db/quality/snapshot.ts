import { sql } from 'drizzle-orm'
import type { Db } from '#db/stores'
import { errorCode } from '#lib/root-cause'

/** Longest time for a statement about a whole sample, shorter than that of other requests, so that there is time for a smaller one. */
const STATEMENT_MS = 1_000
/** SQLSTATE of a statement that was ended. */
const ENDED = '57014'
/** Part of a sample that is read instead. */
const SMALL_PART = 1 / 8

/** Reads out of one snapshot about a sample of `most` games; of an eighth of them if a statement takes longer than a second. */
export async function readSampled<T>(db: Db, most: number, read: (tx: Db, most: number) => Promise<T>): Promise<T> {
  const settings = { isolationLevel: 'repeatable read', accessMode: 'read only' } as const
  try {
    return await db.transaction(async (tx) => {
      await tx.execute(sql.raw(`set local statement_timeout = ${STATEMENT_MS}`))
      return await read(tx, most)
    }, settings)
  } catch (error) {
    if (errorCode(error) !== ENDED) throw error
    return await db.transaction((tx) => read(tx, most * SMALL_PART), settings)
  }
}
