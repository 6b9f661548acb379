/** Returns the xxHash64 of a text as a signed integer, which fits a Postgres `bigint`. Not cryptographic. */
export const hash64 = (text: string): bigint => BigInt.asIntN(64, Bun.hash.xxHash64(text))

/** Returns the xxHash32 of a text as an unsigned integer. Not cryptographic. */
export const hash32 = (text: string): number => Bun.hash.xxHash32(text)
