import type { Kind } from '#catalogue/record'

/** Condition on the slugs of a game's platforms, genres or companies: it has one of `any`, all of `all` and none of `none`. */
export type SlugFilter = { any?: readonly string[]; all?: readonly string[]; none?: readonly string[] }

/** Filters of the game list and of search. A game must pass all of them; an absent one passes every game. */
export type GameFilters = {
  platform?: SlugFilter
  genre?: SlugFilter
  company?: SlugFilter
  /** Earliest year of the first release, inclusive. */
  yearFrom?: number
  /** Latest year of the first release, inclusive. */
  yearTo?: number
  /** Lowest score by critics, 0 to 100. */
  scoreMin?: number
  /** Highest score by critics, 0 to 100, without decimals: 84 has 84.9. */
  scoreMax?: number
  /** Slugs of sources: the game has a record of at least one. */
  source?: readonly string[]
  /** True: the game has a record of a source whose values may be redistributed. False: it has none. */
  redistributable?: boolean
  /** Slugs of these sources, which are looked up. */
  redistributableSources?: readonly string[]
  /** True: sources disagree about a value of the game. False: they do not. */
  disputed?: boolean
  /** The game is of one of these kinds. */
  kind?: readonly Kind[]
  /** The game changed at or after this instant (ISO 8601). */
  updatedSince?: string
}
