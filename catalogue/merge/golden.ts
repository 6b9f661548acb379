import type { MatchRecord } from '#catalogue/match/features'
import type { Kind, PartialDate } from '#catalogue/record'
import type { Related, RelationRuling } from '#catalogue/relation'
import type { Provenance } from './provenance'

/** A record of the game and how much its source is trusted, 0 to 100. */
export type MergeRecord = MatchRecord & { trust: number }

/** One package of the game; region and edition are empty where none is named. */
export type GoldenRelease = {
  platform: string
  region: string
  edition: string
  released?: PartialDate
  salesCopies?: number
}

export type GoldenCompany = { name: string; role: 'developer' | 'publisher' }

/** What all sources together know about one game: each value the best one stated, none of them invented. */
export type GoldenGame = {
  title: string
  sortTitle: string
  kind: Kind
  summary?: string
  website?: string
  /** A link, never a copy, and the source that states it. */
  cover?: { url: string; source: string }
  year?: number
  released?: PartialDate
  releases: GoldenRelease[]
  genres: string[]
  /** Names of the series it belongs to, as their best source writes them. */
  series: string[]
  /** What players call it, as slugs; absent where no source says, so that such a game is what it was before there were tags. */
  tags?: string[]
  companies: GoldenCompany[]
  /** 0 to 100, one decimal. */
  critics?: number
  /** 0 to 100, one decimal. */
  users?: number
  /** Votes of users behind `users`; where there are none, reviews behind `critics`. */
  votes?: number
  salesCopies?: number
  popularity?: number
  alternativeNames: string[]
  externalIds: { source: string; id: string }[]
  relations: Related[]
  /** What a person says of relations, where somebody did, and when (ISO): of what is said of two games the latest counts. */
  rulings?: (RelationRuling & { at: string })[]
  ratings: { board: string; rating: string }[]
  provenance: Provenance
}
