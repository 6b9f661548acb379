import { byRef } from '#catalogue/match/rules'
import { compactTitle } from '#catalogue/match/title'
import type { CatalogueRecord, RecordRelease } from '#catalogue/record'
import type { MergeRecord } from './golden'
import type { Claim, FieldProvenance, LossRule, MergeRule, Provenance, ProvenanceName } from './provenance'
import { recordReleases } from './record-releases'
import { cleanSpelling } from './spelling'

/** A record with its rank criteria, its title in a clean and in a compact spelling, the edition that it names, and its releases. */
export type Ranked = MergeRecord & {
  filledFields: number
  latestDate: string
  edition: string
  spelling: string
  compact: string
  releases: RecordRelease[]
}

/** A value and the record that states it. Lists of these are ordered best first. */
export type Stated<V> = { by: Ranked; value: V }

const isFilled = (value: unknown) =>
  value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)

/** Counts the fields of a record that have a value. Unknown words, and what is said about companies, do not count. */
function filledFields(record: CatalogueRecord): number {
  let filled = 0
  for (const value of Object.values(record)) if (isFilled(value)) filled++
  for (const value of [record.unknown, record.aboutCompanies]) if (isFilled(value)) filled--
  return filled
}

/** Returns the latest date of a record, taken as a sign of a newer update; empty without a date. */
function latestDate(record: CatalogueRecord): string {
  let latest = record.released?.date ?? ''
  for (const { released } of record.releases ?? []) if (released && released.date > latest) latest = released.date
  return latest
}

/** A title in its clean and in its compact spelling, and the edition that it names. */
type ReadTitle = { spelling: string; compact: string; edition: string }

/** Returns what a title says, from `known` if it is there: the records of a game have few titles. */
function readTitle(title: string, known: Map<string, ReadTitle>): ReadTitle {
  const found = known.get(title)
  if (found) return found
  const { compact, editions } = compactTitle(title)
  const read = { spelling: cleanSpelling(title), compact, edition: editions.join(' ') }
  known.set(title, read)
  return read
}

function toRanked(item: MergeRecord, titles: Map<string, ReadTitle>): Ranked {
  const { record } = item
  const title = readTitle(record.title, titles)
  return {
    ...item,
    filledFields: filledFields(record),
    latestDate: latestDate(record),
    ...title,
    releases: recordReleases(record, title.edition),
  }
}

/** Compares records: more trusted first, then more fields, then the latest date, then by ref. */
function byRank(one: Ranked, other: Ranked): number {
  return (
    other.trust - one.trust ||
    other.filledFields - one.filledFields ||
    (one.latestDate === other.latestDate ? byRef(one.ref, other.ref) : one.latestDate < other.latestDate ? 1 : -1)
  )
}

/** Returns the records of a game, each once, best first. */
export function rank(records: readonly MergeRecord[]): Ranked[] {
  const titles = new Map<string, ReadTitle>()
  const ranked = records.map((item) => toRanked(item, titles))
  return ranked.sort(byRank).filter((item, at) => at === 0 || byRef(item.ref, ranked[at - 1]?.ref ?? item.ref) !== 0)
}

/** Returns the records' values for one field, best first, without empty ones. */
export function statedBy<V>(ranked: readonly Ranked[], pick: (item: Ranked) => V | undefined): Stated<V>[] {
  const stated: Stated<V>[] = []
  for (const by of ranked) {
    const value = pick(by)
    if (value !== undefined && isFilled(value)) stated.push({ by, value })
  }
  return stated
}

/** Returns the rule that ranks `winner` before `loser`, or `only` if there is no loser. */
export function ruleBetween(winner: Ranked, loser: Ranked | undefined): MergeRule {
  if (!loser) return 'only'
  if (winner.trust !== loser.trust) return 'trust'
  if (winner.filledFields !== loser.filledFields) return 'completeness'
  return winner.latestDate === loser.latestDate ? 'name' : 'recency'
}

/** Returns the name of a record's voice: sources and datasets that copy each other have one voice. */
export const voiceOf = ({ ref, origin }: Ranked): string => origin ?? ref.source

/** True if a record says that it is a port of another game. */
export const isPortRecord = ({ record }: Ranked): boolean =>
  record.relations?.some(({ relation }) => relation === 'port_of') ?? false

/** Returns a claim: the value with the record's ref. */
export const toClaim = <V>({ by, value }: Stated<V>): Claim => ({ by: by.ref, value })

const same = (one: unknown, other: unknown) =>
  one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other))

/** Divides values into those equal to the winning one and the others. Objects are equal if their JSON is. */
function divide<V>(stated: readonly Stated<V>[], winning: V): { winners: Stated<V>[]; losers: Stated<V>[] } {
  const winners: Stated<V>[] = []
  const losers: Stated<V>[] = []
  for (const one of stated) (same(one.value, winning) ? winners : losers).push(one)
  return { winners, losers }
}

/**
 * Returns the first value of `stated`, which is ordered best first, and writes winners, losers and the rule to `provenance`.
 * Writes nothing and returns `undefined` if no record states a value.
 *
 * `rule` names the order of the values if it is not that of rank (Default: the criterion that ranks the first record before the
 * next: before the first with another value, or else before the second). If only one record states a value, the rule is `only`.
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
  const next = losers[0] ?? stated[1]
  provenance[field] = {
    rule: next ? (rule ?? ruleBetween(best.by, next.by)) : 'only',
    winners: winners.map(toClaim),
    losers: losers.map(toClaim),
  }
  return best.value
}

/**
 * Returns the provenance of a union: each record with the values that it added, because no better-ranked record states them.
 * The rule is `only` if one record added all values, even if others state the same.
 */
export function unionProvenance(added: readonly Stated<unknown[]>[]): FieldProvenance {
  return { rule: added.length === 1 ? 'only' : 'union', winners: added.map(toClaim), losers: [] }
}

/** Adds claims to `provenance` that lost by a rule of their own. Without a winner the rule of the field is theirs. */
export function addLosers(
  provenance: Provenance,
  field: ProvenanceName,
  rule: LossRule,
  lost: readonly Stated<unknown>[],
): void {
  if (lost.length === 0) return
  const { rule: former = rule, winners = [], losers = [], ...rest } = provenance[field] ?? {}
  provenance[field] = {
    ...rest,
    rule: former,
    winners,
    losers: [...losers, ...lost.map((one) => ({ ...toClaim(one), rule }))],
  }
}
