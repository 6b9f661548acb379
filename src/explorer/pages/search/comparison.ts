/** Most games that are compared at once. */
export const MOST_COMPARED = 4
const NAMES = ['a', 'b', 'c', 'd'] as const

/** Returns the address at which games are compared. */
export const comparisonOf = (slugs: readonly string[]): string =>
  `/explorer/compare?${new URLSearchParams(slugs.slice(0, MOST_COMPARED).map((slug, at) => [NAMES[at] ?? 'd', slug]))}`
