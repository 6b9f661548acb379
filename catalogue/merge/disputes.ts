import { compactTitle } from '#catalogue/match/title'
import type { Kind, PartialDate, Score } from '#catalogue/record'
import type { RecordRef } from '#catalogue/record-ref'
import { coincide, isBorderOfYear, isSameDay, yearOfDate } from './dates'
import { hasEnoughVotes, isFluke } from './figures'
import type { Claim, FieldProvenance, LossRule, Provenance, ProvenanceName } from './provenance'
import { type Ranked, voiceOf } from './rank'

/**
 * Fields with a single value, on which two sources can disagree. Texts and links always differ, lists are united, and popularity and
 * copies sold are estimates of different things.
 */
export const COMPARED_FIELDS = ['title', 'kind', 'released', 'score.critics', 'score.users'] as const
export type ComparedField = (typeof COMPARED_FIELDS)[number]

/** Points by which the scores of two groups of people may differ: most real pairs differ by less. */
const SCORES_APART = 10

const sameTitle = (one: string, other: string): boolean =>
  one === other || compactTitle(one).compact === compactTitle(other).compact

/** `game` is what most sources call everything, so it says less than another kind and contradicts none. */
const sameKind = (one: Kind, other: Kind): boolean => one === other || one === 'game' || other === 'game'

function sameDate(one: PartialDate, other: PartialDate): boolean {
  const isYear = isBorderOfYear(one) || isBorderOfYear(other)
  return coincide(one, other) || isSameDay(one, other) || (isYear && yearOfDate(one) === yearOfDate(other))
}

/** A mean is no share of positive votes, and a score of few votes says too little to contradict one of many. */
const areAlike = (one: Score, other: Score): boolean =>
  (one.isShare === true) === (other.isShare === true) &&
  hasEnoughVotes(one) === hasEnoughVotes(other) &&
  !isFluke(one) &&
  !isFluke(other)

const nearScore = (one: Score, other: Score): boolean =>
  Math.abs(one.value - other.value) <= SCORES_APART || !areAlike(one, other)

const AGREE: Record<ComparedField, (one: never, other: never) => boolean> = {
  title: sameTitle,
  kind: sameKind,
  released: sameDate,
  'score.critics': nearScore,
  'score.users': nearScore,
}

/**
 * True if two values that sources state of a field contradict each other. Spellings and editions of one title agree, dates as far as both
 * are known and on days that are one apart, `game` with every kind, and scores within 10 points or of different kinds.
 */
export const areContradictory = (field: ComparedField, one: unknown, other: unknown): boolean =>
  !AGREE[field](one as never, other as never) // safe: values of a field have the type of the field

/** Rules by which a value of a list lost because other sources deny it. */
const DENIED: ReadonlySet<LossRule> = new Set(['lone_platform', 'publisher_only'])

/** Returns the field that a name in provenance is compared as: `released` also for the date of a release. */
const comparedAs = (name: string): ComparedField | undefined =>
  name.endsWith('.released') ? 'released' : COMPARED_FIELDS.find((field) => field === name)

/** Returns the ranked record of a claim. */
type RankedOf = (claim: Claim) => Ranked | undefined

/** Returns a function that finds records by the refs of claims. Their index is made the first time that one is asked for. */
function rankedByRef(ranked: readonly Ranked[]): RankedOf {
  let byRef: ReadonlyMap<RecordRef, Ranked> | undefined
  return ({ by }) => {
    byRef ??= new Map(ranked.map((item) => [item.ref, item]))
    return byRef.get(by)
  }
}

/** True if a source states what contradicts the chosen value, unless it states this one, too. */
function isContradicted(name: string, { winners, losers }: FieldProvenance, recordOf: RankedOf): boolean {
  const [chosen] = winners
  if (!chosen) return false
  const field = comparedAs(name)
  if (!field) return losers.some(({ rule }) => rule !== undefined && DENIED.has(rule))
  // Titles were normalised when the records were ranked.
  const contradicts = (claim: Claim) =>
    field === 'title'
      ? recordOf(claim)?.compact !== recordOf(chosen)?.compact
      : areContradictory(field, chosen.value, claim.value)
  // An edition is not the game itself.
  const others = losers.filter((claim) => claim.rule !== 'edition' && contradicts(claim))
  if (others.length === 0) return false
  const voiceOfClaim = (claim: Claim) => {
    const record = recordOf(claim)
    return record && voiceOf(record)
  }
  const agreeing = new Set(winners.map(voiceOfClaim))
  return others.some((claim) => !agreeing.has(voiceOfClaim(claim)))
}

/**
 * Marks the fields on which sources disagree. Sources and datasets that copy each other are one voice, which cannot, and what a person
 * has fixed is settled.
 */
export function markDisputes(provenance: Provenance, ranked: readonly Ranked[]): void {
  const [first] = ranked
  if (!first || ranked.every((by) => voiceOf(by) === voiceOf(first))) return
  const recordOf = rankedByRef(ranked)
  // `for in` makes no list of entries: this runs for every game.
  for (const name in provenance) {
    const field = provenance[name as ProvenanceName] // safe: it is a name in provenance
    if (field && field.losers.length > 0 && field.rule !== 'lock' && isContradicted(name, field, recordOf))
      field.disputed = true
  }
}

/** True if sources disagree about at least one value of a game. */
export function isDisputed(provenance: Provenance): boolean {
  for (const name in provenance) if (provenance[name as ProvenanceName]?.disputed) return true // safe: it is a name in provenance
  return false
}
