import { refName } from '#catalogue/match/rules'
import type { RecordRef } from '#catalogue/record-ref'

/** A person's rule that two records are the same game, or are not. It always wins over scores and vetoes. */
export type MatchRule = { kind: 'must_link' | 'cannot_link'; one: RecordRef; other: RecordRef }

/** A rule of a decision that is not undone, with the id of that decision. */
export type ActiveRule = MatchRule & { decision: string }

const isMustLink = ({ kind }: MatchRule) => kind === 'must_link'

/** Function that returns the name of the group of records that must-links connect to a record. */
type GroupOf = (ref: RecordRef) => string

/**
 * Returns an active rule that new rules, taken together, contradict directly or through a chain of must-links; `undefined` if
 * there is none. Contradictions among the active rules alone are left to `contradictionAmong`.
 */
export function contradictionOf(rules: readonly MatchRule[], active: readonly ActiveRule[]): ActiveRule | undefined {
  const before = groupByMustLinks(active.filter(isMustLink))
  const after = groupByMustLinks([...active, ...rules].filter(isMustLink))
  const isBroken = ({ kind, one, other }: MatchRule) => kind === 'cannot_link' && after(one) === after(other)
  const broken = active.find((rule) => isBroken(rule) && before(rule.one) !== before(rule.other))
  if (broken) return broken
  const refused = rules.find(isBroken)
  return refused && mustLinkBetween(refused, active, after)
}

/**
 * Returns a must-link and a cannot-link that contradict each other, directly or through a chain of must-links; `undefined` if
 * all agree.
 */
export function contradictionAmong(active: readonly ActiveRule[]): [ActiveRule, ActiveRule] | undefined {
  const groupOf = groupByMustLinks(active.filter(isMustLink))
  const cannotLink = active.find((rule) => !isMustLink(rule) && groupOf(rule.one) === groupOf(rule.other))
  const mustLink = cannotLink && mustLinkBetween(cannotLink, active, groupOf)
  return cannotLink && mustLink && [mustLink, cannotLink]
}

/** Groups records by must-links (union-find). */
function groupByMustLinks(mustLinks: readonly MatchRule[]): GroupOf {
  const parents = new Map<string, string>()
  const rootOf = (name: string): string => {
    let root = name
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) root = parent
    return root
  }
  for (const { one, other } of mustLinks) {
    const [first, second] = [rootOf(refName(one)), rootOf(refName(other))]
    if (first !== second) parents.set(second, first)
  }
  return (ref) => rootOf(refName(ref))
}

/** Returns an active must-link in the group of two records: the one between the two if there is one. */
function mustLinkBetween(
  { one, other }: MatchRule,
  active: readonly ActiveRule[],
  groupOf: GroupOf,
): ActiveRule | undefined {
  const group = groupOf(one)
  const mustLinks = active.filter((rule) => isMustLink(rule) && groupOf(rule.one) === group)
  const pair = [refName(one), refName(other)]
  return (
    mustLinks.find((rule) => pair.includes(refName(rule.one)) && pair.includes(refName(rule.other))) ?? mustLinks[0]
  )
}
