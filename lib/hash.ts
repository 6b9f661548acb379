/** Signed 64-bit hash of a text (xxHash64), as Postgres keeps it in a bigint. Equal texts, equal hashes; not a secret. */
export const hash64 = (text: string): bigint => BigInt.asIntN(64, Bun.hash.xxHash64(text))

/** 32-bit hash of a text (xxHash32), from 0. */
export const hash32 = (text: string): number => Bun.hash.xxHash32(text)
