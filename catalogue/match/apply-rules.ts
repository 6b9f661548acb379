import type { MatchFeatures } from './features'
import { contradict, type Edge, forbid, type Group, type Groups, link } from './groups'
import { type Contradiction, type PairRules, type RefPair, refName } from './rules'
import { isCertain, type Veto } from './veto'
import { areYearsApart } from './year-gaps'

/** What stands between two records by a person's word, pair by pair; pairs with a record that is not here are left out. */
type RulePair = { one: MatchFeatures; other: MatchFeatures; pair: RefPair }

function rulePairsOf(pairs: readonly RefPair[], featuresOf: ReadonlyMap<string, MatchFeatures>): RulePair[] {
  return pairs.flatMap((pair) => {
    const [one, other] = pair.map((ref) => featuresOf.get(refName(ref)))
    return one && other && one !== other ? [{ one, other, pair }] : []
  })
}

/**
 * Follows what people decided before anything is compared: parts what must stay apart, joins what must be one.
 *
 * Answers the decisions that contradict each other; of those the one that parts is followed.
 */
export function applyRules(groups: Groups, rules: PairRules): Contradiction[] {
  const featuresOf = new Map([...groups.keys()].map((record) => [refName(record.item.ref), record]))
  const cannotLink = rulePairsOf(rules.cannotLink, featuresOf)
  for (const { one, other } of cannotLink) forbidByRule(groups, one, other)
  const mustLink = rulePairsOf(rules.mustLink, featuresOf).sort((a, b) => (pairName(a) < pairName(b) ? -1 : 1))
  return mustLink.flatMap((sides) => {
    const against = linkByRule(groups, sides) ? undefined : cannotLink.find((each) => separates(groups, each, sides))
    return against ? [{ mustLink: sides.pair, cannotLink: against.pair }] : []
  })
}

/** Tells of two records whether a person said that they are two works. */
export function cannotLinkTest({ cannotLink }: PairRules): (one: MatchFeatures, other: MatchFeatures) => boolean {
  const pairs = new Set(cannotLink.map((pair) => pair.map(refName).sort().join('\n')))
  return (one, other) => pairs.size > 0 && pairs.has([refName(one.item.ref), refName(other.item.ref)].sort().join('\n'))
}

const pairName = ({ pair }: RulePair) => pair.map(refName).sort().join('\n')

function forbidByRule(groups: Groups, one: MatchFeatures, other: MatchFeatures): void {
  const [some, others] = [groups.get(one), groups.get(other)]
  if (some && others && some !== others) forbid(some, others)
}

/** Joins the groups of two records that are one work; `false` where a decision parts them. */
function linkByRule(groups: Groups, { one, other }: RulePair): boolean {
  const [some, others] = [groups.get(one), groups.get(other)]
  if (!some || !others || some === others) return true
  if (some.cannotLink.has(others)) return false
  link(groups, some, others, { from: one, to: other, isDecision: true })
  return true
}

/** Whether a decision that parts is what stands between the groups of two records. */
function separates(groups: Groups, parting: RulePair, sides: RulePair): boolean {
  const between = new Set([groups.get(sides.one), groups.get(sides.other)])
  return between.has(groups.get(parting.one)) && between.has(groups.get(parting.other))
}

/** Joins the groups of each edge, strongest first, unless they contradict each other: no chain can smuggle a pair together. */
export function linkEdges(
  groups: Groups,
  edges: readonly Edge[],
  vetoOf: (one: MatchFeatures, other: MatchFeatures) => Veto | undefined,
): void {
  const forbids = (one: MatchFeatures, other: MatchFeatures) => isCertain(vetoOf(one, other))
  const refused: RefusedPairs = new Map()
  for (const edge of edges) {
    const one = groups.get(edge.from)
    const other = groups.get(edge.to)
    if (!one || !other || one === other || isRefused(refused, one, other) || contradict(one, other, forbids)) continue
    if (areYearsApart(one.members, other.members, vetoOf)) refuse(refused, one, other)
    else link(groups, one, other, edge)
  }
}

/** Groups whose years kept them apart, with how many records they had together: until either grows, the answer is the same. */
type RefusedPairs = Map<Group, Map<Group, number>>

const sizeOf = (one: Group, other: Group) => one.members.length + other.members.length

/** Without it, every edge between two large groups would compare all their records again. */
const isRefused = (refused: RefusedPairs, one: Group, other: Group): boolean =>
  (refused.get(one)?.get(other) ?? refused.get(other)?.get(one)) === sizeOf(one, other)

function refuse(refused: RefusedPairs, one: Group, other: Group): void {
  refused.get(other)?.delete(one)
  refused.set(one, (refused.get(one) ?? new Map()).set(other, sizeOf(one, other)))
}
