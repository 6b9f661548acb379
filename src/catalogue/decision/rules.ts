import type { RecordRef } from '#catalogue/record'
import { refName } from '../match/rules'

/** What a person says of two records: they are the same work, or they are not. It always wins. */
export type MatchRule = { kind: 'must_link' | 'cannot_link'; one: RecordRef; other: RecordRef }

/** A rule that stands, and the decision it belongs to. */
export type StandingRule = MatchRule & { decision: string }

/**
 * The standing rule that one more rule would contradict, directly or through records that people tied together; `undefined`
 * where it contradicts none.
 */
export function contradictionOf(rule: MatchRule, standing: readonly StandingRule[]): StandingRule | undefined {
  const find = tiesOf(standing.filter(({ kind }) => kind === 'must_link'))
  const [one, other] = [find(rule.one), find(rule.other)]
  if (rule.kind === 'cannot_link') return one === other ? tieBetween(rule, standing, find) : undefined
  return standing.find((cannot) => {
    if (cannot.kind !== 'cannot_link') return false
    const [first, second] = [find(cannot.one), find(cannot.other)]
    return (first === one && second === other) || (first === other && second === one)
  })
}

/** Of rules that stand a tie and what it contradicts, directly or over other ties; `undefined` where all agree. */
export function contradictionAmong(standing: readonly StandingRule[]): [StandingRule, StandingRule] | undefined {
  const find = tiesOf(standing.filter(({ kind }) => kind === 'must_link'))
  const parting = standing.find(({ kind, one, other }) => kind === 'cannot_link' && find(one) === find(other))
  const tie = parting && tieBetween(parting, standing, find)
  return parting && tie && [tie, parting]
}

/** For a record the name of the group that must-links tie it to. */
function tiesOf(ties: readonly MatchRule[]): (ref: RecordRef) => string {
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
function tieBetween(
  { one, other }: MatchRule,
  standing: readonly StandingRule[],
  find: (ref: RecordRef) => string,
): StandingRule | undefined {
  const group = find(one)
  const ties = standing.filter((tie) => tie.kind === 'must_link' && find(tie.one) === group)
  const pair = [refName(one), refName(other)]
  return ties.find((tie) => pair.includes(refName(tie.one)) && pair.includes(refName(tie.other))) ?? ties[0]
}
