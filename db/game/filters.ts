import type { Kind } from '#catalogue/record'

/** Slugs that must match: any of, all of, none of. */
export type SlugFilter = { any?: readonly string[]; all?: readonly string[]; none?: readonly string[] }

/** Which games are asked for; the list, the search, and later the export and the figures share it. Absent means any. */
export type GameFilters = {
  platform?: SlugFilter
  genre?: SlugFilter
  company?: SlugFilter
  yearFrom?: number
  yearTo?: number
  /** Lowest critics' score, 0 to 100. */
  scoreMin?: number
  source?: readonly string[]
  kind?: readonly Kind[]
  /** ISO 8601 instant. */
  updatedSince?: string
}
