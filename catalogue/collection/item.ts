/** Collections that every account has. */
export const BUILT_IN = ['owned', 'wished', 'playing', 'finished'] as const

/** Returns the name of a collection as it is compared: spellings that differ only in case or width are one. */
export const collectionKey = (name: string): string => name.normalize('NFKC').trim().toLowerCase()

/** True if a compared name is that of a collection which every account has. */
export const isBuiltIn = (key: string): boolean => BUILT_IN.some((name) => name === key)

/** Progress of a person in a game. */
export const ITEM_STATUSES = [
  'planned',
  'unplayed',
  'playing',
  'paused',
  'played',
  'finished',
  'completed',
  'abandoned',
] as const
export type ItemStatus = (typeof ITEM_STATUSES)[number]

/** Best rating of an item; 0 is the worst. */
export const BEST_RATING = 10
/** Most minutes of play: 19 years. */
export const MOST_MINUTES = 10_000_000
/** Most characters of the notes of an item. */
export const LONGEST_NOTES = 10_000
/** Most characters of the name of a shop or a platform. */
export const LONGEST_STORE = 100

/** A person's words about a game. A rating is 0 to 10, with one decimal. */
export type ItemFacts = {
  status: ItemStatus | null
  rating: number | null
  playtimeMinutes: number | null
  notes: string | null
  store: string | null
}

/** Names of the facts of an item. */
export const FACTS = ['status', 'rating', 'playtimeMinutes', 'notes', 'store'] as const

/** Item without any facts. */
export const NO_FACTS: ItemFacts = { status: null, rating: null, playtimeMinutes: null, notes: null, store: null }

/** Returns a rating with one decimal. */
export const roundedRating = (rating: number): number => Math.round(rating * 10) / 10
