import { readBytes } from './input-bytes'

const EDGE_BYTES = 1024 * 1024

/** SHA-256 of text, as hexadecimal digits. */
export const sha256 = (text: string): string => new Bun.CryptoHasher('sha256').update(text).digest('hex')

/** A fingerprint that differs when the same bytes are read in a declared encoding: they are other text then. */
export const readAs = (encoding: string | undefined, fingerprint: string): string =>
  encoding === undefined ? fingerprint : sha256(`${fingerprint} as ${encoding}`)

/** SHA-256 over the size and the first and last MiB: a file of any size is told apart in a moment. */
export async function fingerprintFile(path: string, size: number): Promise<string> {
  const hasher = new Bun.CryptoHasher('sha256').update(`${size}\n`)
  hasher.update(await readBytes(path, 0, EDGE_BYTES))
  hasher.update(await readBytes(path, Math.max(0, size - EDGE_BYTES), EDGE_BYTES))
  return hasher.digest('hex')
}
