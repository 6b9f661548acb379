import { companySlug } from '#catalogue/merge/company'
import type { GoldenGame } from '#catalogue/merge/golden'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'

/** Ids of companies by their slug, as the store gave them. */
export type CompanyIds = ReadonlyMap<string, number>

const idBySlug = (words: readonly { id: number; slug: string }[]) => new Map(words.map(({ slug, id }) => [slug, id]))
const platforms = idBySlug(standardVocabulary.platforms)
const genres = idBySlug(standardVocabulary.genres)

function idsOf(slugs: readonly string[], ids: ReadonlyMap<string, number>): number[] {
  return [...new Set(slugs.flatMap((slug) => ids.get(slug) ?? []))].sort((a, b) => a - b)
}

/** The id of a platform, `undefined` for a slug of no vocabulary. */
export const platformIdOf = (slug: string): number | undefined => platforms.get(slug)

/** Ids of a game's platforms, each once, rising. */
export const platformIdsOf = ({ releases }: GoldenGame): number[] =>
  idsOf(
    releases.map(({ platform }) => platform),
    platforms,
  )

/** Ids of a game's genres, each once, rising. */
export const genreIdsOf = (game: GoldenGame): number[] => idsOf(game.genres, genres)

/** Ids of a game's companies, each once, rising; those that `ids` does not hold are left out. */
export const companyIdsOf = (game: GoldenGame, ids: CompanyIds): number[] =>
  idsOf(
    game.companies.map(({ name }) => companySlug(name)),
    ids,
  )
