import { signal } from '@preact/signals'
import { carryOver } from '../../state/carried'
import { tell } from '../../state/notices'
import { found, loadUpTo, type ShownGame } from './found'
import { selectionWords } from './selection-words'

/** Most games that are selected at once. */
export const MOST_SELECTED = 500

/** Games that were selected, by slug, in the order in which they were. They stay selected when the list changes. */
export const selected = signal<ReadonlyMap<string, ShownGame>>(new Map())
const before = carryOver('selected', () => [...selected.value.values()]) as readonly ShownGame[] | undefined // safe: as it is written here
selected.value = new Map(before?.map((game) => [game.slug, game]))

/** Game from which a range is selected: the last one that was selected by itself. */
let anchor: string | undefined

const shownGames = (): readonly ShownGame[] => found.value?.items ?? []

/** Selects games besides those that are. */
export function selectGames(games: readonly ShownGame[]): void {
  const all = [...selected.value, ...games.map((game) => [game.slug, game] as const)]
  selected.value = new Map(all.slice(0, MOST_SELECTED))
}

/** Selects a game, or leaves it out. */
export function toggleSelected(game: ShownGame): void {
  anchor = game.slug
  if (!selected.value.has(game.slug)) selectGames([game])
  else selected.value = new Map([...selected.value].filter(([slug]) => slug !== game.slug))
}

/** Selects every game that was found, up to as many as can be selected at once, also those that the list has not loaded yet. */
export async function selectFound(): Promise<void> {
  const games = await loadUpTo(MOST_SELECTED)
  selectGames(games)
  if (games.some(({ slug }) => !selected.value.has(slug))) tell({ text: selectionWords.most(MOST_SELECTED) })
}

/** Selects the games of the list from the last one that was selected by itself to this one. */
export function selectUpTo(game: ShownGame): void {
  const games = shownGames()
  const places = [anchor, game.slug].map((slug) => games.findIndex((one) => one.slug === slug))
  if (places.includes(-1)) toggleSelected(game)
  else selectGames(games.slice(Math.min(...places), Math.max(...places) + 1))
}

/** Returns the game of the list in whose row an element is. */
export function gameAt(element: Element | null): ShownGame | undefined {
  const link = element?.closest('[data-row]')?.querySelector<HTMLElement>('[data-slug]')
  return shownGames().find(({ slug }) => slug === link?.dataset.slug)
}

/** Selects no game. */
export function selectNothing(): void {
  selected.value = new Map()
}
