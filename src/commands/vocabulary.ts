import type { Db } from '#db/stores'
import { upsertVocabulary } from '#db/vocabulary/upsert'
import { errorCode } from '#lib/root-cause'
import type { Log } from '#src/http/log'

const MESSAGE =
  'The vocabulary of this release could not be written, so new platforms and genres are missing: correct the database, then run bun run migrate.'

/** Writes the vocabulary of this release if the store has another one. A store that cannot be written to is one warning. */
export async function updateVocabulary(db: Db, log: Pick<Log, 'warn'>): Promise<void> {
  try {
    await upsertVocabulary(db)
  } catch (error) {
    log.warn('vocabulary_not_written', { reason: errorCode(error), message: MESSAGE })
  }
}
