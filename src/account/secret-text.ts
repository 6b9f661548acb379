import { timingSafeEqual } from 'node:crypto'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/** Bytes from here on are drawn again: the rest of 256 divided by 62 would make the first characters more likely. */
const FIRST_UNUSED_BYTE = 256 - (256 % ALPHABET.length)

/** Characters of a secret of 256 bits. */
export const SECRET_CHARACTERS = 43

/** Returns random letters and digits, from the generator of the system. (Default: 43, which are 256 bits) */
export function randomText(characters = SECRET_CHARACTERS): string {
  let text = ''
  while (text.length < characters) {
    const bytes = crypto.getRandomValues(new Uint8Array(characters))
    for (const byte of bytes) if (byte < FIRST_UNUSED_BYTE) text += ALPHABET[byte % ALPHABET.length]
  }
  return text.slice(0, characters)
}

/** Returns the SHA-256 of a secret in base64url, under which it is stored. Only for secrets of 256 random bits. */
export const hashSecret = (secret: string): string => Bun.CryptoHasher.hash('sha256', secret, 'base64url')

/** True if two texts are equal. It takes the same time wherever they differ. */
export function isSameSecret(one: string, other: string): boolean {
  const [digest, otherDigest] = [one, other].map((text) => Bun.CryptoHasher.hash('sha256', text)) as [Buffer, Buffer] // safe: two texts give two digests
  return timingSafeEqual(digest, otherDigest)
}
