import type { MatchFeatures } from '#catalogue/match/features'
import { type Cause, evidenceText, featuresText } from './cause'
import { type Examined, type Pair, weigh } from './examined'

/**
 * Returns why a record of `some` is in one cluster with one of `others`: the shortest chain of linked pairs, classified by its
 * weakest pair.
 */
export function causeOfFalse(
  some: readonly MatchFeatures[],
  others: readonly MatchFeatures[],
  component: Examined,
): Cause {
  const steps = pathBetween(some, new Set(others), component).map((pair) => ({ pair, ...weigh(...pair) }))
  const [weakest] = [...steps].sort((one, other) => one.score - other.score)
  const says = weakest?.evidence[0]?.says ?? 'unexplained'
  return {
    cause: steps.length > 1 ? `${says}, over other records` : says,
    detail: steps
      .map(({ pair, evidence }) => `${pair.map(featuresText).join(' and ')}: ${evidenceText(evidence)}`)
      .join('; '),
    isAsked: false,
  }
}

/** Returns the shortest chain of linked pairs from `some` to `targets`; `[]` if there is none. */
function pathBetween(some: readonly MatchFeatures[], targets: ReadonlySet<MatchFeatures>, component: Examined): Pair[] {
  const reached = new Map<MatchFeatures, Pair[]>(some.map((start) => [start, []]))
  for (const [subject, path] of reached) {
    if (targets.has(subject)) return path
    for (const next of component.workOf(subject))
      if (!reached.has(next) && areLinked(subject, next, component)) reached.set(next, [...path, [subject, next]])
  }
  return []
}

const areLinked = (one: MatchFeatures, other: MatchFeatures, { isCandidate, vetoOf }: Examined) =>
  isCandidate(one, other) && vetoOf(one, other) === undefined && weigh(one, other).lacks === undefined
