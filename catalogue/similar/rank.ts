import { normaliseTitle } from '#catalogue/match/title'
import { type SimilarityReason, similarityReasons } from './reasons'
import { type Describable, traitsOf } from './traits'

/** A candidate for the list of similar games: its similarity, 0 to 1, and the estimated number of players, if known. */
export type SimilarCandidate = Describable & { slug: string; similarity: number; popularity: number | null }

/** A similar game, its similarity (0 to 1, two decimals), and the reasons. */
export type Similar<Game> = { game: Game; similarity: number; because: SimilarityReason[] }

/** Similarity that two games can have by chance: a platform and an era. */
const MIN_SIMILARITY = 0.1

/**
 * Returns the similar games to list, most similar first; of equally similar ones the one with more players first.
 *
 * Leaves out other editions of the same game that matching has not linked, similarities below .1, and candidates without a reason, such as
 * those that share only genres, platforms and words of long titles: the list ends where likeness says nothing, and may be empty.
 */
export function rankSimilar<Game extends SimilarCandidate>(
  asked: Describable,
  candidates: readonly Game[],
): Similar<Game>[] {
  const traits = traitsOf(asked)
  const isOtherEdition = isEditionOf(asked.title)
  return candidates
    .filter(({ similarity, title }) => similarity >= MIN_SIMILARITY && !isOtherEdition(title))
    .map((game) => ({
      game,
      similarity: Math.round(game.similarity * 100) / 100,
      because: similarityReasons(traits, traitsOf(game)),
    }))
    .filter(({ because }) => because.length > 0)
    .sort(bySimilarity)
}

function bySimilarity(one: Similar<SimilarCandidate>, other: Similar<SimilarCandidate>): number {
  return (
    other.similarity - one.similarity ||
    (other.game.popularity ?? 0) - (one.game.popularity ?? 0) ||
    (one.game.slug < other.game.slug ? -1 : 1)
  )
}

/** Returns a predicate: true for a title that differs only in words of its edition, such as `GOTY`. False for an equal title. */
function isEditionOf(title: string): (other: string) => boolean {
  const asked = normaliseTitle(title)
  return (other) => {
    const { compact, editions } = normaliseTitle(other)
    return compact === asked.compact && editions.join(' ') !== asked.editions.join(' ')
  }
}
