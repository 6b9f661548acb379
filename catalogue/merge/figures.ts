import { MOST_VOTES } from '#catalogue/limits'
import type { Score } from '#catalogue/record'
import type { Provenance } from './provenance'
import { choose, type Ranked, type Stated, statedBy } from './rank'

const datasetOf = ({ by }: Stated<unknown>) => `${by.ref.source}\n${by.ref.dataset}`

/**
 * Returns the mean of scores, to one decimal, weighted by votes if all scores have them, and the sum of their votes, at most
 * `MOST_VOTES`.
 */
function meanOf(scores: readonly Score[]): Score {
  const votes = scores.reduce((sum, score) => sum + (score.votes ?? 0), 0)
  const known = scores.every((score) => score.votes !== undefined) && votes > 0
  const weightOf = (score: Score) => (known ? (score.votes ?? 0) : 1)
  const total = scores.reduce((sum, score) => sum + weightOf(score), 0)
  const value = scores.reduce((sum, score) => sum + score.value * weightOf(score), 0) / total
  return { value: Math.round(value * 10) / 10, ...(votes > 0 && { votes: Math.min(votes, MOST_VOTES) }) }
}

/** Returns the score of the best-ranked dataset that has one: the mean over its records of this game. */
export function mergeScore(
  ranked: readonly Ranked[],
  field: 'critics' | 'users',
  provenance: Provenance,
): Score | undefined {
  const stated = statedBy(ranked, ({ record }) => record[field])
  if (stated.length === 0) return undefined
  const byDataset = Map.groupBy(stated, datasetOf)
  const means = [...byDataset.values()].flatMap(([best, ...rest]) =>
    best ? [{ by: best.by, value: meanOf([best, ...rest].map(({ value }) => value)) }] : [],
  )
  return choose(provenance, `score.${field}`, means)
}
