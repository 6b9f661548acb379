import type { Score } from '#catalogue/record'
import type { Provenance } from './provenance'
import { choose, type Ranked, type Stated, statedBy } from './rank'

const listOf = ({ by }: Stated<unknown>) => `${by.ref.source}\n${by.ref.dataset}`

/** A mean over scores, weighted by their votes where those are known. One decimal. */
function meanOf(scores: readonly Score[]): Score {
  const votes = scores.reduce((sum, score) => sum + (score.votes ?? 0), 0)
  const known = scores.every((score) => score.votes !== undefined) && votes > 0
  const weightOf = (score: Score) => (known ? (score.votes ?? 0) : 1)
  const total = scores.reduce((sum, score) => sum + weightOf(score), 0)
  const value = scores.reduce((sum, score) => sum + score.value * weightOf(score), 0) / total
  return { value: Math.round(value * 10) / 10, ...(votes > 0 && { votes }) }
}

/** The score of the best-ranked list that has one: the mean over its records of this game. */
export function mergeScore(
  ranked: readonly Ranked[],
  field: 'critics' | 'users',
  provenance: Provenance,
): Score | undefined {
  const stated = statedBy(ranked, ({ record }) => record[field])
  if (stated.length === 0) return undefined
  const lists = Map.groupBy(stated, listOf)
  const means = [...lists.values()].flatMap(([best, ...rest]) =>
    best ? [{ by: best.by, value: meanOf([best, ...rest].map(({ value }) => value)) }] : [],
  )
  return choose(provenance, `score.${field}`, means)
}

/** The largest estimate of any list; the estimates of one list, one per platform, are added up. In people. */
export function mergePopularity(ranked: readonly Ranked[], provenance: Provenance): number | undefined {
  const stated = statedBy(ranked, ({ record }) => record.popularity)
  if (stated.length === 0) return undefined
  const lists = Map.groupBy(stated, listOf)
  const sums = [...lists.values()].flatMap(([best, ...rest]) =>
    best ? [{ by: best.by, value: rest.reduce((sum, { value }) => sum + value, best.value) }] : [],
  )
  return choose(
    provenance,
    'popularity',
    sums.sort((one, other) => other.value - one.value),
    'largest',
  )
}
