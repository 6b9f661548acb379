import { streamFile } from './bytes'

/** Returns the SHA-256 of a text in hexadecimal digits. */
export const sha256 = (text: string): string => new Bun.CryptoHasher('sha256').update(text).digest('hex')

/** Returns a fingerprint that covers the declared encoding too: in another encoding the same bytes are another text. */
export const readAs = (encoding: string | undefined, fingerprint: string): string =>
  encoding === undefined ? fingerprint : sha256(`${fingerprint} as ${encoding}`)

/** Returns the SHA-256 of all bytes of a file, at about 1 GB/s: any change of the file changes it. */
export async function fingerprintFile(path: string): Promise<string> {
  const hasher = new Bun.CryptoHasher('sha256')
  for await (const piece of streamFile(path, 0)) hasher.update(piece)
  return hasher.digest('hex')
}
