import type { MatchRecord } from '#catalogue/match/features'
import type { CompanyRole, Kind, PartialDate, SalesCount } from '#catalogue/record'
import type { Related, RelationRuling } from '#catalogue/relation'
import type { Provenance } from './provenance'

/**
 * Properties of a source that decide which value wins: `trust` is 0 to 100. Sources and datasets with one `origin` copy each other and
 * count as one voice. (Default: the source itself) `salesCount` says which copies its figures of sales count. `readYear` is the year in
 * which the run started that read the record. (Default: not known)
 */
export type SourceTraits = {
  trust: number
  origin?: string | null
  salesCount?: SalesCount | null
  readYear?: number | null
}

/** A record of the game, with the properties of its source. */
export type MergeRecord = MatchRecord & SourceTraits

/** One release of the game. Region and edition are empty if not stated. */
export type GoldenRelease = {
  platform: string
  region: string
  edition: string
  released?: PartialDate
  salesCopies?: number
}

/** A company of a game. Its role is `null` if no source says whether it made or sold the game, or if it made only an edition or a port. */
export type GoldenCompany = { name: string; role: CompanyRole | null }

/** One game merged from the records of all sources: each value is the best one stated, none is invented. */
export type GoldenGame = {
  title: string
  sortTitle: string
  kind: Kind
  summary?: string
  website?: string
  /** A link, never a copy, and the source that states it; an empty source for an override. */
  cover?: { url: string; source: string }
  year?: number
  released?: PartialDate
  releases: GoldenRelease[]
  genres: string[]
  /** Names of its series, with the spelling of their best-ranked record. */
  series: string[]
  /** Tags as slugs. Absent if there are none, so that games without tags keep the content hash they had before tags existed. */
  tags?: string[]
  companies: GoldenCompany[]
  /** 0 to 100, one decimal. */
  critics?: number
  /** 0 to 100, one decimal. */
  users?: number
  /** Lower confidence bound of the critics' score, in the order of which games are listed. */
  criticsBound?: number
  /** Number of user votes; without them, of critic reviews. */
  votes?: number
  salesCopies?: number
  popularity?: number
  alternativeNames: string[]
  externalIds: { source: string; id: string }[]
  relations: Related[]
  /** Overrides of relations, with their times (ISO). For two games the latest ruling counts, from whichever side. */
  rulings?: (RelationRuling & { at: string })[]
  ratings: { board: string; rating: string }[]
  provenance: Provenance
}
