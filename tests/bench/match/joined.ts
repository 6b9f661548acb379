import type { MatchFeatures } from '#catalogue/match/features'
import { type Cause, inWords, told } from './cause'
import { type Examined, type Pair, weigh } from './examined'

/**
 * What put a record of the first list into one work with one of the second: the shortest chain of pairs that link, by
 * the weakest of them.
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
    detail: steps.map(({ pair, evidence }) => `${pair.map(told).join(' and ')}: ${inWords(evidence)}`).join('; '),
    isAsked: false,
  }
}

/** The fewest pairs that lead from any of the first to any of the second; none where no chain does. */
function pathBetween(some: readonly MatchFeatures[], targets: ReadonlySet<MatchFeatures>, component: Examined): Pair[] {
  const reached = new Map<MatchFeatures, Pair[]>(some.map((start) => [start, []]))
  for (const [subject, path] of reached) {
    if (targets.has(subject)) return path
    for (const next of component.workOf(subject))
      if (!reached.has(next) && areTied(subject, next, component)) reached.set(next, [...path, [subject, next]])
  }
  return []
}

const areTied = (one: MatchFeatures, other: MatchFeatures, { isCandidate, vetoOf }: Examined) =>
  isCandidate(one, other) && vetoOf(one, other) === undefined && weigh(one, other).lacks === undefined
