import { refName } from '#catalogue/match/rules'
import type { RecordRef } from '#catalogue/record-ref'
import type { ActiveRule, MatchRule } from './rules'

/** Rules that agree, to which further ones are added, a few at a time. Adding many takes much less time than `contradictionOf` for each. */
export type RuleBook = {
  /**
   * Adds the rules of one verdict: a single cannot-link, or must-links that make one game. If they contradict a rule that is there,
   * adds none of them and returns the decision of that rule, or of one of the rules that together contradict them.
   */
  add: (rules: readonly MatchRule[], decision: string) => string | undefined
  /** Returns what the rules say of two records, directly or through other records; `undefined` if nothing. */
  rulingOn: (one: RecordRef, other: RecordRef) => PairRuling | undefined
}

/** A decision that makes two records one game, or keeps them apart. */
export type PairRuling = { areSame: boolean; decision: string }

/** Records that must-links make one game; `parent` is the group that they were joined to. */
type Group = { parent?: Group; size: number; apartFrom: Map<Group, string> }

/** The must-links of each record, by its name. */
type Links = Map<string, { to: string; decision: string }[]>

/** Returns a book with the active rules, oldest first. One that contradicts those before it is left out. */
export function createRuleBook(active: readonly ActiveRule[]): RuleBook {
  const groups = new Map<string, Group>()
  const links: Links = new Map()
  const groupOf = (name: string): Group => {
    const known = groups.get(name) ?? { size: 1, apartFrom: new Map() }
    groups.set(name, known)
    return rootOf(known)
  }
  const rulingOn: RuleBook['rulingOn'] = (one, other) => {
    const [group, otherGroup] = [groupOf(refName(one)), groupOf(refName(other))]
    const areSame = group === otherGroup
    const decision = areSame ? linkBetween(refName(one), refName(other), links) : group.apartFrom.get(otherGroup)
    return decision === undefined ? undefined : { areSame, decision }
  }
  const add: RuleBook['add'] = (rules, decision) => {
    const [first] = rules
    if (first?.kind === 'cannot_link') {
      const ruling = rulingOn(first.one, first.other)
      if (ruling?.areSame) return ruling.decision
      return separate(groupOf(refName(first.one)), groupOf(refName(first.other)), decision)
    }
    const pairs = rules.map(({ one, other }) => ({ one: refName(one), other: refName(other) }))
    const against = join([...new Set(pairs.flatMap(({ one, other }) => [groupOf(one), groupOf(other)]))])
    if (against === undefined) for (const { one, other } of pairs) addLink(links, one, other, decision)
    return against
  }
  for (const rule of active) add([rule], rule.decision)
  return { add, rulingOn }
}

function rootOf(group: Group): Group {
  let root = group
  while (root.parent) root = root.parent
  return root
}

function separate(one: Group, other: Group, decision: string): undefined {
  one.apartFrom.set(other, decision)
  other.apartFrom.set(one, decision)
}

/** Makes groups one, unless two of them are kept apart: then returns the decision that does it. */
function join(members: readonly Group[]): string | undefined {
  const joined = new Set(members)
  for (const { apartFrom } of members) for (const [other, decision] of apartFrom) if (joined.has(other)) return decision
  // The largest group stays the root, so that the way to a root is short.
  const [root, ...others] = members.toSorted((a, b) => b.size - a.size)
  for (const other of others) if (root) absorb(root, other)
  return undefined
}

function absorb(root: Group, other: Group): void {
  other.parent = root
  root.size += other.size
  for (const [apart, decision] of other.apartFrom) {
    apart.apartFrom.delete(other)
    separate(apart, root, decision)
  }
}

function addLink(links: Links, one: string, other: string, decision: string): void {
  links.set(one, [...(links.get(one) ?? []), { to: other, decision }])
  links.set(other, [...(links.get(other) ?? []), { to: one, decision }])
}

/** Returns the decision of the first must-link on the shortest way from one record to another. */
function linkBetween(one: string, other: string, links: Links): string | undefined {
  const firstOnWay = new Map<string, string | undefined>([[one, undefined]])
  for (const [name, first] of firstOnWay)
    for (const { to, decision } of links.get(name) ?? []) if (!firstOnWay.has(to)) firstOnWay.set(to, first ?? decision)
  return firstOnWay.get(other)
}
