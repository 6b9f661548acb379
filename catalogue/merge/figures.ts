import { MOST_VOTES } from '#catalogue/limits'
import type { Score } from '#catalogue/record'
import type { LossRule, Provenance } from './provenance'
import { addLosers, choose, type Ranked, type Stated, statedBy } from './rank'

/** Votes from which a score competes by trust. */
const ENOUGH_VOTES = 50
/** Votes below which 0 and 100 say nothing. */
const FEW_VOTES = 3

const sourceOf = ({ by }: Stated<unknown>) => by.ref.source

/** Returns the name of the page that a record is of: a source has one for each platform, and states it again in each dataset. */
const pageOf = ({ by }: Stated<unknown>): string => by.releases.map(({ platform }) => platform).join(' ')

/**
 * Returns the mean of scores, to one decimal, weighted by votes if any score has them, and the sum of their votes, at most
 * `MOST_VOTES`. A score without votes does not count beside one that has them.
 */
function meanOf(scores: readonly Score[]): Score {
  const votes = scores.reduce((sum, score) => sum + (score.votes ?? 0), 0)
  const weightOf = (score: Score) => (votes > 0 ? (score.votes ?? 0) : 1)
  const total = scores.reduce((sum, score) => sum + weightOf(score), 0)
  const value = scores.reduce((sum, score) => sum + score.value * weightOf(score), 0) / total
  return {
    value: Math.round(value * 10) / 10,
    ...(votes > 0 && { votes: Math.min(votes, MOST_VOTES) }),
    ...(scores.some(({ isShare }) => isShare) && { isShare: true }),
  }
}

/** Returns the scores of a page in one dataset: the best-ranked one that knows their votes, else the best-ranked. */
function ofOneDataset(page: readonly Stated<Score>[]): Stated<Score>[] {
  const { by } = page.find(({ value }) => value.votes !== undefined) ?? page[0] ?? {}
  return page.filter((score) => score.by.ref.dataset === by?.ref.dataset)
}

/** Returns one score per source, best-ranked first: the mean over its pages of this game. */
function scoresBySource(stated: readonly Stated<Score>[]): Stated<Score>[] {
  return [...Map.groupBy(stated, sourceOf).values()].flatMap((all) => {
    const pages = [...Map.groupBy(all, pageOf).values()].flatMap(ofOneDataset)
    const [best] = pages
    return best ? [{ by: best.by, value: pages.length > 1 ? meanOf(pages.map(({ value }) => value)) : best.value }] : []
  })
}

/** A test for scores that lose by a rule; `always` also where every score does. */
type Loss = { rule: LossRule; loses: (score: Score, by: Ranked) => boolean; always?: boolean }

/** True for 0 or 100 of one or two votes, which says nothing. */
export const isFluke = ({ value, votes }: Score): boolean =>
  votes !== undefined && votes < FEW_VOTES && (value === 0 || value === 100)

/** True if a score has as many votes as it needs to compete by trust. */
export const hasEnoughVotes = ({ votes = 0 }: Score): boolean => votes >= ENOUGH_VOTES

/** In order: each decides among the scores that the ones before have left. */
const OF_PAGES: Loss = { rule: 'edition', loses: (_, { edition }) => edition !== '' }
const OF_SOURCES: readonly Loss[] = [
  { rule: 'few_votes', loses: isFluke, always: true },
  { rule: 'positive_share', loses: ({ isShare }) => isShare === true },
  { rule: 'few_votes', loses: (score) => !hasEnoughVotes(score) },
]

type Divided = { left: Stated<Score>[]; lost: Stated<Score>[] }

function divideBy({ loses, always = false }: Loss, scores: Stated<Score>[]): Divided {
  const lost = scores.filter(({ value, by }) => loses(value, by))
  if (lost.length === 0 || (lost.length === scores.length && !always)) return { left: scores, lost: [] }
  return { left: scores.filter((score) => !lost.includes(score)), lost }
}

/**
 * Returns the score of the best-ranked source that has one: the mean over all its pages of this game, weighted by votes. Scores of
 * at least 50 votes win over others, and means over shares of positive votes; 0 or 100 of fewer than three votes is no score.
 */
export function mergeScore(
  ranked: readonly Ranked[],
  field: 'critics' | 'users',
  provenance: Provenance,
): Score | undefined {
  const stated = statedBy(ranked, ({ record }) => record[field])
  if (stated.length === 0) return undefined
  const pages = divideBy(OF_PAGES, stated)
  const lost: [LossRule, Stated<Score>[]][] = [[OF_PAGES.rule, pages.lost]]
  let scores = scoresBySource(pages.left)
  for (const loss of OF_SOURCES) {
    const divided = divideBy(loss, scores)
    scores = divided.left
    lost.push([loss.rule, divided.lost])
  }
  const score = choose(provenance, `score.${field}`, scores)
  for (const [rule, losers] of lost) addLosers(provenance, `score.${field}`, rule, losers)
  return score
}
