import { signal } from '@preact/signals'

/** Most games that are compared at once. */
const MOST = 4
const NAMES = ['a', 'b', 'c', 'd'] as const

/** Slugs of the games that were picked from the list to be compared. */
export const picked = signal<readonly string[]>([])

/** Picks a game, or puts it back. A fifth one takes the place of the first. */
export function togglePick(slug: string): void {
  const others = picked.value.filter((one) => one !== slug)
  picked.value = others.length < picked.value.length ? others : [...others, slug].slice(-MOST)
}

/** Returns the address at which games are compared. */
export const comparisonOf = (slugs: readonly string[]): string =>
  `/explorer/compare?${new URLSearchParams(slugs.map((slug, at) => [NAMES[at] ?? 'd', slug]))}`
