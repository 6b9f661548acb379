import { hashSecret, randomText, SECRET_CHARACTERS } from './secret-text'

const ID_CHARACTERS = 8
const FORM = new RegExp(`^vl_([0-9A-Za-z]{${ID_CHARACTERS}})_([0-9A-Za-z]{${SECRET_CHARACTERS}})$`)

/** A new key: its text, which is shown once, and what is stored of it. */
export type MadeKey = { text: string; id: string; hash: string }

/** Makes a key: `vl_`, its id of 8 characters, and a secret of 256 bits. */
export function makeKey(): MadeKey {
  const [id, secret] = [randomText(ID_CHARACTERS), randomText()]
  return { text: `vl_${id}_${secret}`, id, hash: hashSecret(secret) }
}

/** Returns the id of a key and the hash of its secret; `undefined` for a text that is no key. */
export function readKey(text: string): { id: string; hash: string } | undefined {
  const [, id, secret] = FORM.exec(text) ?? []
  return id === undefined || secret === undefined ? undefined : { id, hash: hashSecret(secret) }
}
