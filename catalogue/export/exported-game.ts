import type { CompanyRole, Kind, Precision } from '#catalogue/record'

/** One game as it is exported. A value that no source which may be redistributed states is `null` or an empty list. */
export type ExportedGame = {
  id: string
  slug: string
  title: string
  kind: Kind
  year: number | null
  released: string | null
  releasedPrecision: Precision | null
  platforms: string[]
  genres: string[]
  scoreCritics: number | null
  scoreUsers: number | null
  scoreVotes: number | null
  salesCopies: number | null
  popularity: number | null
  summary: string | null
  website: string | null
  companies: { slug: string; name: string; role: CompanyRole | null }[]
  series: { slug: string; name: string }[]
  alternativeNames: string[]
  ids: { source: string; id: string }[]
  attribution: Attribution[]
}

/** A source of an exported game, its licence, and the text and link with which the licence asks to name it. */
export type Attribution = { source: string; licence: string; text: string | null; url: string | null }

/**
 * Numbers of an export: games, values replaced by those of another source, values left out, and games left out. A game is left out
 * if no source that may be redistributed states a title.
 */
export type ExportCounts = { count: number; replaced: number; null: number; omitted: number }

/** Writer of one file of exported games. Each function returns the next bytes of the file, perhaps none. */
export type ExportWriter = {
  begin: () => Uint8Array
  write: (games: readonly ExportedGame[]) => Uint8Array
  end: (counts: ExportCounts) => Uint8Array
}
