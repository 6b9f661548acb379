import { normaliseTitle } from '#catalogue/match/title'
import { similarityReasons } from './reasons'
import { type Describable, traitsOf } from './traits'

/** A game near the one asked about: how near, 0 to 1, and how many people played it, where that is known. */
export type Near = Describable & { slug: string; similarity: number; popularity: number | null }

/** A game like another, how much so (0 to 1, two decimals), and why. */
export type Similar<Game> = { game: Game; similarity: number; because: string[] }

/** What two games share by chance: a platform and a time. */
const LEAST = 0.1

/**
 * Of the games near one, those worth naming, the most similar first, among equals the one that more people played.
 *
 * Left out: another package of the same work that matching has not joined to it, and what has nothing to speak of in common.
 */
export function rankSimilar<Game extends Near>(asked: Describable, near: readonly Game[]): Similar<Game>[] {
  const traits = traitsOf(asked)
  const isPackage = packagesOf(asked.title)
  return near
    .filter(({ similarity, title }) => similarity >= LEAST && !isPackage(title))
    .map((game) => ({
      game,
      similarity: Math.round(game.similarity * 100) / 100,
      because: similarityReasons(traits, traitsOf(game)),
    }))
    .filter(({ because }) => because.length > 0)
    .sort(bySimilarity)
}

function bySimilarity(one: Similar<Near>, other: Similar<Near>): number {
  return (
    other.similarity - one.similarity ||
    (other.game.popularity ?? 0) - (one.game.popularity ?? 0) ||
    (one.game.slug < other.game.slug ? -1 : 1)
  )
}

/** Tells whether a title is that of the same work in another box: equal but for words such as `GOTY`. Namesakes are not. */
function packagesOf(title: string): (other: string) => boolean {
  const asked = normaliseTitle(title)
  return (other) => {
    const { compact, editions } = normaliseTitle(other)
    return compact === asked.compact && editions.join(' ') !== asked.editions.join(' ')
  }
}
