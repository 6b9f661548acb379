import { refName } from '#catalogue/match/rules'
import type { RecordRef } from '#catalogue/record-ref'

/** What a person says of two records: they are the same work, or they are not. It always wins. */
export type MatchRule = { kind: 'must_link' | 'cannot_link'; one: RecordRef; other: RecordRef }

/** A rule that stands, and the decision it belongs to. */
export type ActiveRule = MatchRule & { decision: string }

const isMustLink = ({ kind }: MatchRule) => kind === 'must_link'

/**
 * The standing rule that more rules, all at once, would contradict, directly or through records that people tied together;
 * `undefined` where they contradict none.
 */
export function contradictionOf(rules: readonly MatchRule[], standing: readonly ActiveRule[]): ActiveRule | undefined {
  const [before, after] = [
    groupByMustLinks(standing.filter(isMustLink)),
    groupByMustLinks([...standing, ...rules].filter(isMustLink)),
  ]
  const broken = ({ kind, one, other }: MatchRule) => kind === 'cannot_link' && after(one) === after(other)
  const parting = standing.find((rule) => broken(rule) && before(rule.one) !== before(rule.other))
  if (parting) return parting
  const refused = rules.find(broken)
  return refused && mustLinkBetween(refused, standing, after)
}

/** Of rules that stand a tie and what it contradicts, directly or over other ties; `undefined` where all agree. */
export function contradictionAmong(standing: readonly ActiveRule[]): [ActiveRule, ActiveRule] | undefined {
  const find = groupByMustLinks(standing.filter(isMustLink))
  const parting = standing.find((rule) => !isMustLink(rule) && find(rule.one) === find(rule.other))
  const tie = parting && mustLinkBetween(parting, standing, find)
  return parting && tie && [tie, parting]
}

/** For a record the name of the group that must-links tie it to. */
function groupByMustLinks(ties: readonly MatchRule[]): (ref: RecordRef) => string {
  const parents = new Map<string, string>()
  const rootOf = (name: string): string => {
    let root = name
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) root = parent
    return root
  }
  for (const { one, other } of ties) {
    const [first, second] = [rootOf(refName(one)), rootOf(refName(other))]
    if (first !== second) parents.set(second, first)
  }
  return (ref) => rootOf(refName(ref))
}

/** The tie that holds two records together, rather the direct one. */
function mustLinkBetween(
  { one, other }: MatchRule,
  standing: readonly ActiveRule[],
  find: (ref: RecordRef) => string,
): ActiveRule | undefined {
  const group = find(one)
  const ties = standing.filter((tie) => isMustLink(tie) && find(tie.one) === group)
  const pair = [refName(one), refName(other)]
  return ties.find((tie) => pair.includes(refName(tie.one)) && pair.includes(refName(tie.other))) ?? ties[0]
}
