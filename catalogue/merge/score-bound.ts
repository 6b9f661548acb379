import type { Score } from '#catalogue/record'
import type { GoldenGame } from './golden'

/** Number of standard errors below the mean at which a 95 % confidence interval ends. */
const STANDARD_ERRORS = 1.96
/**
 * Distance of one review from the mean of all, in points, as the root of the mean square. Measured on 9,036 pairs of a review of IGN and a
 * Metascore of at least 20 reviews of the same game and platform.
 */
const SPREAD = 7.4
/** Points by which a bound is below its score, at most. */
export const WIDEST_MARGIN = STANDARD_ERRORS * SPREAD + 0.01

/** Votes of a score whose source states none: a score exists, so at least one person gave it. A list of one magazine has just one. */
const FEWEST_VOTES = 1

/**
 * Returns the lower end of the 95 % confidence interval of a score, 0 to 100, to two decimals: the mean less 1.96 standard errors. It
 * rises with the mean and with the number of votes, and is never above the mean.
 *
 * @see https://www.itl.nist.gov/div898/handbook/eda/section3/eda352.htm
 */
export function scoreBound({ value, votes }: Pick<Score, 'value' | 'votes'>): number {
  const standardError = SPREAD / Math.sqrt(Math.max(votes ?? 0, FEWEST_VOTES))
  return Math.max(0, Math.round((value - STANDARD_ERRORS * standardError) * 100) / 100)
}

/**
 * Returns a game with the bound of its critics' score. The votes are those of the best claim: a person who corrects a score does not
 * change how many have voted.
 */
export function withCriticsBound(game: GoldenGame): GoldenGame {
  const { critics: value, provenance } = game
  if (value === undefined) return game
  const { winners = [], losers = [] } = provenance['score.critics'] ?? {}
  const best = (winners[0] ?? losers[0])?.value as Score | undefined // safe: claims of a score are scores
  return { ...game, criticsBound: scoreBound({ value, ...(best?.votes !== undefined && { votes: best.votes }) }) }
}
