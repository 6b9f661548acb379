import type { Related } from './relation'

/** What kind of thing a record or a game is; everything but `game` is a work of its own that may be related to one. */
export const KINDS = ['game', 'dlc', 'expansion', 'bundle', 'demo', 'remake', 'mod', 'soundtrack', 'tool'] as const
export type Kind = (typeof KINDS)[number]

export const PRECISIONS = ['day', 'month', 'quarter', 'year'] as const
export type Precision = (typeof PRECISIONS)[number]

/** A date as exactly as it is known: `date` (`YYYY-MM-DD`) is the first day of the period that `precision` names. */
export type PartialDate = { date: string; precision: Precision }

/** A score on the scale 0 to 100 and how many votes or reviews stand behind it, where that is known. */
export type Score = { value: number; votes?: number }

/** One package of a work as a source states it. `platform` is a slug of the vocabulary, `salesCopies` counts copies. */
export type RecordRelease = {
  platform: string
  region?: string
  edition?: string
  released?: PartialDate
  salesCopies?: number
}

/**
 * What one source says about one work, cleaned, in our words.
 *
 * An absent field is unknown: nothing is invented, and an empty value never overwrites anything.
 * Platforms and genres are slugs of the vocabulary, regions and boards the source's own words; what it does not hold is kept
 * in `unknown`.
 */
export type CatalogueRecord = {
  title: string
  kind?: Kind
  released?: PartialDate
  releases?: RecordRelease[]
  genres?: string[]
  developers?: string[]
  publishers?: string[]
  series?: string[]
  /** Words that players put on it, as slugs: `open-world`. */
  tags?: string[]
  critics?: Score
  users?: Score
  /** Estimated number of people who played it. */
  popularity?: number
  /** Copies sold, where the source counts the whole work; copies of one platform stand in its release. */
  salesCopies?: number
  alternativeNames?: string[]
  /** Ids of the same work elsewhere, by source slug: `{ steam: '620' }`. */
  externalIds?: Record<string, string>
  /** What it is to other works. Their ids are none of its own: they never make it one with those. */
  relations?: Related[]
  ratings?: { board: string; rating: string }[]
  summary?: string
  website?: string
  cover?: string
  unknown?: { platforms?: string[]; genres?: string[]; regions?: string[]; boards?: string[] }
}

/** Under what terms a source's data may travel; served beside every value that came from it. */
export type Licence = {
  name: string
  redistributable: boolean
  commercial: boolean
  attribution: string | null
  url: string | null
}
