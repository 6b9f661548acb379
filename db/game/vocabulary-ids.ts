import { companyKey } from '#catalogue/merge/company'
import type { GoldenGame } from '#catalogue/merge/golden'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'

/** Ids of companies in the database, by key. */
export type CompanyIds = ReadonlyMap<string, number>

const idBySlug = (words: readonly { id: number; slug: string }[]) => new Map(words.map(({ slug, id }) => [slug, id]))
const platforms = idBySlug(standardVocabulary.platforms)
const genres = idBySlug(standardVocabulary.genres)

/** Returns the ids of slugs, each once, ascending. Slugs without an id are left out. */
function idsOf(slugs: readonly string[], ids: ReadonlyMap<string, number>): number[] {
  return [...new Set(slugs.flatMap((slug) => ids.get(slug) ?? []))].sort((a, b) => a - b)
}

/** Returns the id of a platform, or `undefined` for a slug that the vocabulary does not have. */
export const platformIdOf = (slug: string): number | undefined => platforms.get(slug)

/** Returns the ids of a game's platforms, each once, ascending. */
export const platformIdsOf = ({ releases }: GoldenGame): number[] =>
  idsOf(
    releases.map(({ platform }) => platform),
    platforms,
  )

/** Returns the ids of a game's genres, each once, ascending. */
export const genreIdsOf = (game: GoldenGame): number[] => idsOf(game.genres, genres)

/** Returns the ids of a game's companies, each once, ascending, without those that `ids` does not have. */
export const companyIdsOf = (game: GoldenGame, ids: CompanyIds): number[] =>
  idsOf(
    game.companies.map(({ name }) => companyKey(name)),
    ids,
  )
