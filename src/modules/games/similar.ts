import { rankSimilar } from '#catalogue/similar/rank'
import { reasonText } from '#catalogue/similar/reasons'
import { findGameId } from '#db/game/detail'
import { findCurrentSlug } from '#db/game/redirect'
import { findTraits, listNearest } from '#db/similar/queries'
import type { Dependencies } from '#src/dependencies'
import { pageSizeOf } from '#src/http/page'
import { toSummary } from '#src/wire/game-summary'
import { type SlugsById, slugsOfIds, type VocabularyIds } from '#src/wire/slug-cache'
import type { SimilarList, SimilarQuery } from './model'

/**
 * Nearest games read beyond the limit: many share only genres and platforms and are not listed, some are other editions of the game
 * itself, and games of equal similarity at the end are ordered by popularity.
 */
const SPARE = 100

/**
 * Returns the games most similar to a game, or the slug of the game it was merged into; `undefined` if there is no such game.
 * (Default of `limit`: 20)
 */
export async function listSimilar(
  { stores: { db }, slugCache }: Dependencies,
  slug: string,
  query: SimilarQuery,
): Promise<SimilarList | { movedTo: string } | undefined> {
  const found = await findGameId(db, slug)
  if (!found) return undefined
  if (found.mergedInto !== null) {
    const movedTo = await findCurrentSlug(db, found.id)
    return movedTo === undefined ? undefined : { movedTo }
  }
  const limit = pageSizeOf(query)
  const [asked, near] = await Promise.all([findTraits(db, found.id), listNearest(db, found.id, limit + SPARE)])
  if (!asked) return undefined
  const words = await slugCache.slugsFor([asked, ...near])
  const similar = rankSimilar(
    named(asked, words),
    near.map((row) => named(row, words)),
  )
  return {
    items: similar.slice(0, limit).map(({ game, similarity, because }) => ({
      ...toSummary(game, words),
      similarity,
      because: because.map(reasonText),
      shared: because,
    })),
  }
}

/** Adds the slugs of platforms and genres to a row. */
const named = <Row extends VocabularyIds>(row: Row, words: SlugsById) => ({
  ...row,
  platforms: slugsOfIds(row.platformIds, words.platforms),
  genres: slugsOfIds(row.genreIds, words.genres),
})
