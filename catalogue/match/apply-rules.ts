import type { MatchFeatures } from './features'
import { contradict, type Edge, forbid, type Group, type Groups, link } from './groups'
import { type Contradiction, type PairRules, type RefPair, refName } from './rules'
import { isCertain, type Veto } from './veto'
import { areYearsApart } from './year-gaps'

/** Two records that a decision names, with their features. */
type RulePair = { one: MatchFeatures; other: MatchFeatures; pair: RefPair }

/** Returns the rule pairs with their features, without pairs that have a record outside `featuresOf`. */
function rulePairsOf(pairs: readonly RefPair[], featuresOf: ReadonlyMap<string, MatchFeatures>): RulePair[] {
  return pairs.flatMap((pair) => {
    const [one, other] = pair.map((ref) => featuresOf.get(refName(ref)))
    return one && other && one !== other ? [{ one, other, pair }] : []
  })
}

/**
 * Applies people's decisions to groups of single records, before any pair is compared: first all cannot-links, then the
 * must-links.
 *
 * Returns the must-links that a cannot-link made impossible, each with that cannot-link.
 */
export function applyRules(groups: Groups, rules: PairRules): Contradiction[] {
  const featuresOf = new Map([...groups.keys()].map((record) => [refName(record.item.ref), record]))
  const cannotLink = rulePairsOf(rules.cannotLink, featuresOf)
  for (const { one, other } of cannotLink) forbidByRule(groups, one, other)
  const mustLink = rulePairsOf(rules.mustLink, featuresOf).sort((a, b) => (pairName(a) < pairName(b) ? -1 : 1))
  return mustLink.flatMap((rule) => {
    const against = linkByRule(groups, rule) ? undefined : cannotLink.find((each) => separates(groups, each, rule))
    return against ? [{ mustLink: rule.pair, cannotLink: against.pair }] : []
  })
}

/** Returns a predicate: true for two records that a person decided to be two games. */
export function cannotLinkTest({ cannotLink }: PairRules): (one: MatchFeatures, other: MatchFeatures) => boolean {
  const pairs = new Set(cannotLink.map((pair) => pair.map(refName).sort().join('\n')))
  return (one, other) => pairs.size > 0 && pairs.has([refName(one.item.ref), refName(other.item.ref)].sort().join('\n'))
}

const pairName = ({ pair }: RulePair) => pair.map(refName).sort().join('\n')

function forbidByRule(groups: Groups, one: MatchFeatures, other: MatchFeatures): void {
  const [some, others] = [groups.get(one), groups.get(other)]
  if (some && others && some !== others) forbid(some, others)
}

/** Joins the groups of two records. Returns `false` if a cannot-link forbids it. */
function linkByRule(groups: Groups, { one, other }: RulePair): boolean {
  const [some, others] = [groups.get(one), groups.get(other)]
  if (!some || !others || some === others) return true
  if (some.cannotLink.has(others)) return false
  link(groups, some, others, { from: one, to: other, isDecision: true })
  return true
}

/** True if a cannot-link is between the same two groups as a must-link. */
function separates(groups: Groups, cannotLink: RulePair, mustLink: RulePair): boolean {
  const between = new Set([groups.get(mustLink.one), groups.get(mustLink.other)])
  return between.has(groups.get(cannotLink.one)) && between.has(groups.get(cannotLink.other))
}

/**
 * Joins the groups of each edge, in the order given. Skips an edge if its groups are kept apart by a cannot-link, by a veto
 * between two of their records that only a person can overrule (`isCertain`), or by years that no other record explains.
 */
export function linkEdges(
  groups: Groups,
  edges: readonly Edge[],
  vetoOf: (one: MatchFeatures, other: MatchFeatures) => Veto | undefined,
): void {
  const forbids = (one: MatchFeatures, other: MatchFeatures) => isCertain(vetoOf(one, other))
  const refused: ApartGroups = new Map()
  for (const edge of edges) {
    const one = groups.get(edge.from)
    const other = groups.get(edge.to)
    if (!one || !other || one === other || areMarkedApart(refused, one, other) || contradict(one, other, forbids))
      continue
    if (areYearsApart(one.members, other.members, vetoOf)) markApart(refused, one, other)
    else link(groups, one, other, edge)
  }
}

/** Pairs of groups that are kept apart by their years, each with the number of records that the two had then. */
type ApartGroups = Map<Group, Map<Group, number>>

const sizeOf = (one: Group, other: Group) => one.members.length + other.members.length

/** True if two groups were marked apart and have not grown since. Saves comparing all their records for every edge. */
const areMarkedApart = (refused: ApartGroups, one: Group, other: Group): boolean =>
  (refused.get(one)?.get(other) ?? refused.get(other)?.get(one)) === sizeOf(one, other)

function markApart(refused: ApartGroups, one: Group, other: Group): void {
  refused.get(other)?.delete(one)
  refused.set(one, (refused.get(one) ?? new Map()).set(other, sizeOf(one, other)))
}
