import type { Kind } from '#catalogue/record'

/** Condition on a game's slugs of one kind: it has any, all or none of these. */
export type SlugFilter = { any?: readonly string[]; all?: readonly string[]; none?: readonly string[] }

/** Filters of the game list and of search. An absent filter matches every game. */
export type GameFilters = {
  platform?: SlugFilter
  genre?: SlugFilter
  company?: SlugFilter
  yearFrom?: number
  yearTo?: number
  /** Lowest score by critics, 0 to 100. */
  scoreMin?: number
  source?: readonly string[]
  kind?: readonly Kind[]
  /** ISO 8601 instant. */
  updatedSince?: string
}
