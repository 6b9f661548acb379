import { rankSimilar } from '#catalogue/similar/rank'
import { findGameId } from '#db/game/detail'
import { livingSlug } from '#db/game/redirect'
import { findTraits, listNearest } from '#db/similar/queries'
import type { Dependencies } from '#src/http/dependencies'
import { parseDigits } from '#src/wire/fields'
import { toSummary } from '#src/wire/game-summary'
import { type SlugsById, slugsOfIds, type VocabularyIds } from '#src/wire/vocabulary-cache'
import type { SimilarList, SimilarQuery } from './model'

const LIST_SIZE = 20
/** Some of the nearest are other packages of the game itself, and equals are put in order among themselves. */
const SPARE = 20

/** The games most like that of this slug or id, or the slug of the one it was merged into; `undefined` where there is none. */
export async function listSimilar(
  { stores: { db }, vocabulary }: Dependencies,
  slug: string,
  query: SimilarQuery,
): Promise<SimilarList | { movedTo: string } | undefined> {
  const found = await findGameId(db, slug)
  if (!found) return undefined
  if (found.mergedInto !== null) {
    const movedTo = await livingSlug(db, found.id)
    return movedTo === undefined ? undefined : { movedTo }
  }
  const limit = parseDigits(query.limit) ?? LIST_SIZE
  const [asked, near] = await Promise.all([findTraits(db, found.id), listNearest(db, found.id, limit + SPARE)])
  if (!asked) return undefined
  const words = await vocabulary.slugsFor([asked, ...near])
  const similar = rankSimilar(
    named(asked, words),
    near.map((row) => named(row, words)),
  )
  return {
    items: similar.slice(0, limit).map(({ game, similarity, because }) => ({
      ...toSummary(game, words),
      similarity,
      because,
    })),
  }
}

/** A row with its platforms and genres by name. */
const named = <Row extends VocabularyIds>(row: Row, words: SlugsById) => ({
  ...row,
  platforms: slugsOfIds(row.platformIds, words.platforms),
  genres: slugsOfIds(row.genreIds, words.genres),
})
