import type { Related } from './relation'

/** Kinds of games. Every entry of the catalogue is called a game, also a DLC, a soundtrack or a tool. */
export const KINDS = ['game', 'dlc', 'expansion', 'bundle', 'demo', 'remake', 'mod', 'soundtrack', 'tool'] as const
export type Kind = (typeof KINDS)[number]

export const PRECISIONS = ['day', 'month', 'quarter', 'year'] as const
export type Precision = (typeof PRECISIONS)[number]

export const COMPANY_ROLES = ['developer', 'publisher'] as const
export type CompanyRole = (typeof COMPANY_ROLES)[number]

/** Copies that figures of sales count: boxed ones, or downloads as well. */
export const SALES_COUNTS = ['boxed', 'all'] as const
export type SalesCount = (typeof SALES_COUNTS)[number]

/** A date with its precision: `date` (`YYYY-MM-DD`) is the first day of the period that `precision` names. */
export type PartialDate = { date: string; precision: Precision }

/** A score from 0 to 100, the number of votes or reviews it is based on, if known, and true in `isShare` for a share of positive votes. */
export type Score = { value: number; votes?: number; isShare?: boolean }

/** One release of a game as a source states it. `platform` is a slug of the vocabulary, `salesCopies` counts copies. */
export type RecordRelease = {
  platform: string
  region?: string
  edition?: string
  released?: PartialDate
  salesCopies?: number
}

/** Statements about a company that a record names: its other and former names, and the company that owns it. */
export type StatedCompany = { name: string; also?: string[]; parent?: string }

/**
 * One game as one source describes it, cleaned and in our vocabulary.
 *
 * An absent field is unknown: nothing is invented, and an empty value never overwrites another.
 * Platforms and genres are slugs of the vocabulary, regions and boards the source's own words. `unknown` holds the words that
 * the vocabulary did not have when the record was read.
 */
export type CatalogueRecord = {
  title: string
  kind?: Kind
  released?: PartialDate
  releases?: RecordRelease[]
  genres?: string[]
  developers?: string[]
  publishers?: string[]
  /** Companies that made or sold the game: the source does not say which. */
  companies?: string[]
  /** About some of these companies. */
  aboutCompanies?: StatedCompany[]
  series?: string[]
  /** Tags given by players, as slugs: `open-world`. */
  tags?: string[]
  critics?: Score
  users?: Score
  /** Estimated number of players. */
  popularity?: number
  /** Copies sold of the whole game; those of one platform are in its release. */
  salesCopies?: number
  alternativeNames?: string[]
  /** Ids of the same game at other sources, by source slug: `{ steam: '620' }`. */
  externalIds?: Record<string, string>
  /** Relations to other games, whose ids are not ids of this game and never cause a match with it. */
  relations?: Related[]
  ratings?: { board: string; rating: string }[]
  summary?: string
  website?: string
  cover?: string
  unknown?: { platforms?: string[]; genres?: string[]; regions?: string[]; boards?: string[] }
}

/** Licence of a source's data, served with every value that comes from it. */
export type Licence = {
  name: string
  redistributable: boolean
  commercial: boolean
  attribution: string | null
  url: string | null
}
