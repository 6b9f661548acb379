import { createHash, createHmac } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'

const KEY_BYTES = 32
const ID_DIGITS = 16

/** Recognises accounts that were erased: `subjectOf` is the HMAC of the id of an account, `id` names the key. */
export type ErasureKey = { id: string; text: string; subjectOf: (accountId: string) => string }

/** Returns the key of a database under which it remembers erased accounts. The first call makes it, of 32 random bytes. */
export async function erasureKeyOf(db: Db): Promise<ErasureKey> {
  const made = Buffer.from(crypto.getRandomValues(new Uint8Array(KEY_BYTES))).toString('hex')
  await db.execute(sql`insert into erasure_key (key) values (${made}) on conflict do nothing`)
  const [stored] = await rowsOf<{ key: string }>(db, sql`select key from erasure_key`)
  return toErasureKey(stored?.key ?? made)
}

/**
 * Returns a key as it is used. Its id is the beginning of the SHA-256 of the key, and of a word of its own, so that it tells nothing about
 * what the key is used for.
 */
export const toErasureKey = (text: string): ErasureKey => ({
  text,
  id: createHash('sha256').update(`vestim.erasure-key\0${text}`).digest('hex').slice(0, ID_DIGITS),
  subjectOf: (accountId) =>
    createHmac('sha256', Buffer.from(text, 'hex')).update(`vestim.erasure\0${accountId.toLowerCase()}`).digest('hex'),
})
