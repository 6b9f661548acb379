import { byRef } from '#catalogue/match/rules'
import { normaliseTitle } from '#catalogue/match/title'
import type { CatalogueRecord } from '#catalogue/record'
import type { MergeRecord } from './golden'
import type { Claim, FieldProvenance, MergeRule, Provenance, ProvenanceName } from './provenance'

/** A record with what decides whose value wins, and the edition its title names. */
export type Ranked = MergeRecord & { filledFields: number; latestDate: string; edition: string }

/** Something a record states, and by whom; kept in the order of the ranking. */
export type Stated<V> = { by: Ranked; value: V }

const isFilled = (value: unknown) =>
  value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)

/** How much a record says. Words that nobody knows say nothing yet. */
function filledFields({ unknown: _, ...record }: CatalogueRecord): number {
  let filled = 0
  for (const value of Object.values(record)) if (isFilled(value)) filled++
  return filled
}

/** The latest date a record states: who knows of a later one has looked later. */
function latestDate(record: CatalogueRecord): string {
  let latest = record.released?.date ?? ''
  for (const { released } of record.releases ?? []) if (released && released.date > latest) latest = released.date
  return latest
}

const toRanked = (item: MergeRecord): Ranked => ({
  ...item,
  filledFields: filledFields(item.record),
  latestDate: latestDate(item.record),
  edition: normaliseTitle(item.record.title).editions.join(' '),
})

/** The more trusted record first, then the fuller, then the one with the latest date, then by name. */
function byRank(one: Ranked, other: Ranked): number {
  return (
    other.trust - one.trust ||
    other.filledFields - one.filledFields ||
    (one.latestDate === other.latestDate ? byRef(one.ref, other.ref) : one.latestDate < other.latestDate ? 1 : -1)
  )
}

/** The records of a game, each once, best first. */
export function rank(records: readonly MergeRecord[]): Ranked[] {
  const ranked = records.map(toRanked)
  return ranked.sort(byRank).filter((item, at) => at === 0 || byRef(item.ref, ranked[at - 1]?.ref ?? item.ref) !== 0)
}

/** What each record states for one field, best first; records that leave it open are left out. */
export function statedBy<V>(ranked: readonly Ranked[], pick: (item: Ranked) => V | undefined): Stated<V>[] {
  const stated: Stated<V>[] = []
  for (const by of ranked) {
    const value = pick(by)
    if (value !== undefined && isFilled(value)) stated.push({ by, value })
  }
  return stated
}

/** Why `winner` stands before `loser` in the ranking. */
export function ruleBetween(winner: Ranked, loser: Ranked | undefined): MergeRule {
  if (!loser) return 'only'
  if (winner.trust !== loser.trust) return 'trust'
  if (winner.filledFields !== loser.filledFields) return 'completeness'
  return winner.latestDate === loser.latestDate ? 'name' : 'recency'
}

/** What a record states, by the name of the record. */
export const toClaim = <V>({ by, value }: Stated<V>): Claim => ({ by: by.ref, value })

const same = (one: unknown, other: unknown) =>
  one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other))

/** Who states the winning value, and who another. */
function divide<V>(stated: readonly Stated<V>[], winning: V): { winners: Stated<V>[]; losers: Stated<V>[] } {
  const winners: Stated<V>[] = []
  const losers: Stated<V>[] = []
  for (const claim of stated) (same(claim.value, winning) ? winners : losers).push(claim)
  return { winners, losers }
}

/**
 * The first of the values stated, best first, and into `provenance` who else states it, who another, and the rule.
 *
 * With `rule`, the order was not that of the ranking and the rule says which.
 */
export function choose<V>(
  provenance: Provenance,
  field: ProvenanceName,
  stated: readonly Stated<V>[],
  rule?: MergeRule,
): V | undefined {
  const best = stated[0]
  if (!best) return undefined
  const { winners, losers } = divide(stated, best.value)
  const rival = losers[0] ?? stated[1]
  provenance[field] = {
    rule: rival ? (rule ?? ruleBetween(best.by, rival.by)) : 'only',
    winners: winners.map(toClaim),
    losers: losers.map(toClaim),
  }
  return best.value
}

/** The provenance of a union: for each record what it was the first to add, so that nothing is repeated. */
export function unionProvenance(added: readonly Stated<unknown[]>[]): FieldProvenance {
  return { rule: added.length === 1 ? 'only' : 'union', winners: added.map(toClaim), losers: [] }
}
