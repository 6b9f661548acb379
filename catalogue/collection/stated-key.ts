import { hash64 } from '#lib/hash'

/** Values that a person or their list states about the game of an item. */
export type StatedGame = { title: string; year: number | null; platform: string | null; ids: Record<string, string> }

/** Returns the key of what is stated about a game, by which an import finds the item of a row again: a hash, as decimal digits. */
export const statedKey = ({ title, year, platform, ids }: StatedGame): string =>
  hash64(JSON.stringify([title.toLowerCase(), year, platform, Object.entries(ids).sort()])).toString()
