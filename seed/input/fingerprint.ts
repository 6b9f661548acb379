import { streamFile } from './bytes'

/** SHA-256 of text, as hexadecimal digits. */
export const sha256 = (text: string): string => new Bun.CryptoHasher('sha256').update(text).digest('hex')

/** A fingerprint that differs when the same bytes are read in a declared encoding: they are other text then. */
export const readAs = (encoding: string | undefined, fingerprint: string): string =>
  encoding === undefined ? fingerprint : sha256(`${fingerprint} as ${encoding}`)

/** SHA-256 of all that a file holds: a gigabyte a second, and no change in it goes unnoticed. */
export async function fingerprintFile(path: string): Promise<string> {
  const hasher = new Bun.CryptoHasher('sha256')
  for await (const piece of streamFile(path, 0)) hasher.update(piece)
  return hasher.digest('hex')
}
