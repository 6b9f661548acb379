import { normaliseTitle } from '#catalogue/match/title'
import type { Kind, PartialDate, Score } from '#catalogue/record'
import type { RecordRef } from '#catalogue/record-ref'
import { coincide, isBorderOfYear, isSameDay, yearOfDate } from './dates'
import { hasEnoughVotes, isFluke } from './figures'
import type { FieldProvenance, LossRule, Provenance } from './provenance'
import { type Ranked, voiceOf } from './rank'

/**
 * Fields with a single value, on which two sources can disagree. Texts and links always differ, lists are united, and popularity and
 * copies sold are estimates of different things.
 */
export const COMPARED_FIELDS = ['title', 'kind', 'released', 'score.critics', 'score.users'] as const
export type ComparedField = (typeof COMPARED_FIELDS)[number]

/** Points by which the scores of two groups of people may differ: few real pairs differ by more. */
const SCORES_APART = 10

const sameTitle = (one: string, other: string): boolean =>
  one === other || normaliseTitle(one).compact === normaliseTitle(other).compact

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
export const contradict = (field: ComparedField, one: unknown, other: unknown): boolean =>
  !AGREE[field](one as never, other as never) // safe: values of a field have the type of the field

/** Rules by which a value of a list lost because other sources deny it. */
const DENIED: ReadonlySet<LossRule> = new Set(['lone_platform', 'publisher_only'])

/** Returns the field that a name in provenance is compared as: `released` also for the date of a release. */
const comparedAs = (name: string): ComparedField | undefined =>
  name.endsWith('.released') ? 'released' : COMPARED_FIELDS.find((field) => field === name)

/** True if a source states what contradicts the chosen value, unless it states this one, too, or a person has chosen. */
function isContradicted(name: string, { rule, winners, losers }: FieldProvenance, voices: Voices): boolean {
  const [chosen] = winners
  if (losers.length === 0 || !chosen || rule === 'lock') return false
  const field = comparedAs(name)
  if (!field) return losers.some((claim) => claim.rule !== undefined && DENIED.has(claim.rule))
  const agreeing = new Set(winners.map(({ by }) => voices.get(by)))
  return losers.some(
    (claim) =>
      // An edition is not the game itself.
      claim.rule !== 'edition' && !agreeing.has(voices.get(claim.by)) && contradict(field, chosen.value, claim.value),
  )
}

type Voices = ReadonlyMap<RecordRef, string>

/** Marks the fields on which sources disagree. Sources and datasets that copy each other are one voice, which cannot. */
export function markDisputes(provenance: Provenance, ranked: readonly Ranked[]): void {
  const voices = new Map(ranked.map((by) => [by.ref, voiceOf(by)]))
  if (new Set(voices.values()).size < 2) return
  for (const [name, field] of Object.entries(provenance)) if (isContradicted(name, field, voices)) field.disputed = true
}

/** True if sources disagree about at least one value of a game. */
export const isDisputed = (provenance: Provenance): boolean =>
  Object.values(provenance).some(({ disputed }) => disputed === true)
