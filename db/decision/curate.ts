import { rulesOfMerge, rulesOfSplit } from '#catalogue/decision/plan'
import { contradictionOf, type MatchRule } from '#catalogue/decision/rules'
import type { RecordRef } from '#catalogue/record-ref'
import { listGameRecords } from '#db/game/records'
import { resolveRedirect } from '#db/game/redirect'
import { findReviewPair } from '#db/match/review-pairs'
import type { Db, Stores } from '#db/stores'
import {
  type DecisionOutcome,
  type DecisionPlan,
  decisionRefusal,
  executeDecision,
  type Refusal,
  recordsOf,
} from './execute'
import { findLaterDecision, findOverridesOn } from './history'
import { type Decision, findDecision, listActiveRules } from './queries'
import { findRecords } from './records'
import type { DecisionKind } from './table'
import { upsertDecisions } from './upsert'

/** Author of a decision and the reason that the author gives. */
export type DecisionBy = { author: string; reason: string | null }

/** Decides that two games are one. */
export const mergeTwoGames = (
  stores: Stores,
  slugs: readonly [string, string],
  by: DecisionBy,
): Promise<DecisionOutcome> => executeDecision(stores, (tx) => planMerge(tx, slugs, by))

/** Returns the plan of a merge of two games, or why they cannot be merged. */
export async function planMerge(
  tx: Db,
  slugs: readonly [string, string],
  by: DecisionBy,
): Promise<DecisionPlan | Refusal> {
  const [one, other] = [await resolveRedirect(tx, slugs[0]), await resolveRedirect(tx, slugs[1])]
  if (!one || !other) return decisionRefusal('no_such_game')
  if (one.id === other.id) return decisionRefusal('same_game')
  return planRules(tx, 'merge', await rulesOfGames(tx, one.id, other.id), by)
}

/** Decides that some records of a game are another game. */
export const splitGame = (
  stores: Stores,
  slug: string,
  taken: readonly RecordRef[],
  by: DecisionBy,
): Promise<DecisionOutcome> => executeDecision(stores, (tx) => planSplit(tx, slug, taken, by))

/** Returns the plan of a split of records from a game, or why they cannot be split off. */
export async function planSplit(
  tx: Db,
  slug: string,
  taken: readonly RecordRef[],
  by: DecisionBy,
): Promise<DecisionPlan | Refusal> {
  const game = await resolveRedirect(tx, slug)
  if (!game) return decisionRefusal('no_such_game')
  const rules = rulesOfSplit(await listGameRecords(tx, game.id), taken)
  return typeof rules === 'string' ? decisionRefusal(rules) : planRules(tx, 'split', rules.map(plainRule), by)
}

/** Decides that two records, and with them their games, are one game, or that the two records are different games. */
export const decidePair = (stores: Stores, rule: MatchRule, by: DecisionBy): Promise<DecisionOutcome> =>
  executeDecision(stores, (tx) => planPair(tx, rule, by))

/** Decides a review pair: its two records, and with them their games, are one game, or the records are different games. */
export const decideReview = (stores: Stores, id: number, areSame: boolean, by: DecisionBy): Promise<DecisionOutcome> =>
  executeDecision(stores, async (tx) => {
    const review = await findReviewPair(tx, id)
    if (!review?.isOpen) return decisionRefusal('no_such_review')
    const kind = areSame ? 'must_link' : 'cannot_link'
    return planPair(tx, { kind, one: review.one, other: review.other }, by)
  })

/** Overrides a field of a game. The value must have been parsed by `parseOverride`. */
export const overrideField = (
  stores: Stores,
  slug: string,
  { field, value }: { field: string; value: unknown },
  by: DecisionBy,
): Promise<DecisionOutcome> => executeDecision(stores, (tx) => planOverrideOf(tx, slug, { field, value }, by))

/** Returns the plan of an override of a field of a game. The value must have been parsed by `parseOverride`. */
export async function planOverrideOf(
  tx: Db,
  slug: string,
  { field, value }: { field: string; value: unknown },
  by: DecisionBy,
): Promise<DecisionPlan | Refusal> {
  const game = await resolveRedirect(tx, slug)
  return game ? planOverride(tx, game.id, { field, value }, by) : decisionRefusal('no_such_game')
}

/** Returns the plan of an override of a field of a live game, or the refusal `no_such_game` if the game has no records. */
export async function planOverride(
  tx: Db,
  gameId: string,
  { field, value }: { field: string; value: unknown },
  by: DecisionBy,
): Promise<DecisionPlan | Refusal> {
  const [record] = await listGameRecords(tx, gameId)
  if (!record) return decisionRefusal('no_such_game')
  return {
    decision: { ...decisionOf('override', by), lock: { record: plainRef(record), field, value } },
    records: [record],
  }
}

/** Undoes every override of a field, so that it has the value of the sources again. */
export const removeOverride = (stores: Stores, slug: string, field: string, by: DecisionBy): Promise<DecisionOutcome> =>
  executeDecision(stores, async (tx) => {
    const game = await resolveRedirect(tx, slug)
    if (!game) return decisionRefusal('no_such_game')
    const records = await listGameRecords(tx, game.id)
    const [latest, ...former] = await findOverridesOn(tx, records, field)
    if (!latest) return decisionRefusal('not_overridden')
    await upsertDecisions(
      tx,
      former.map((decision) => undone(decision, by)),
    )
    return { decision: undone(latest, by), records }
  })

/** Undoes a decision, unless a later one depends on it. */
export const undoDecision = (stores: Stores, id: string, by: DecisionBy): Promise<DecisionOutcome> =>
  executeDecision(stores, async (tx) => {
    const decision = await findDecision(tx, id)
    if (!decision) return decisionRefusal('no_such_decision')
    if (decision.undoneAt !== null) return decisionRefusal('undone_already')
    const records = recordsOf(decision)
    const standsAlone = decision.kind === 'override' || decision.kind === 'word'
    const later = standsAlone ? undefined : await findLaterDecision(tx, decision, records)
    if (later !== undefined) return decisionRefusal('built_upon', later)
    return { decision: undone(decision, by), records }
  })

async function planPair(tx: Db, rule: MatchRule, by: DecisionBy): Promise<DecisionPlan | Refusal> {
  const [one, other] = await findRecords(tx, [rule.one, rule.other])
  if (!one?.gameId || !other?.gameId) return decisionRefusal('no_such_record')
  const kind = rule.kind === 'must_link' ? 'link' : 'unlink'
  const mergesGames = rule.kind === 'must_link' && one.gameId !== other.gameId
  return planRules(tx, kind, mergesGames ? await rulesOfGames(tx, one.gameId, other.gameId) : [plainRule(rule)], by)
}

async function rulesOfGames(tx: Db, one: string, other: string): Promise<MatchRule[]> {
  const rules = rulesOfMerge(await listGameRecords(tx, one), await listGameRecords(tx, other))
  return rules.map(plainRule)
}

async function planRules(
  tx: Db,
  kind: DecisionKind,
  rules: MatchRule[],
  by: DecisionBy,
): Promise<DecisionPlan | Refusal> {
  const contradicted = contradictionOf(rules, await listActiveRules(tx))
  if (contradicted) return decisionRefusal('contradiction', contradicted.decision)
  const decision = { ...decisionOf(kind, by), rules }
  return { decision, records: recordsOf(decision) }
}

/** Returns a new decision without rules. */
export const decisionOf = (kind: DecisionKind, { author, reason }: DecisionBy): Decision => ({
  id: Bun.randomUUIDv7(),
  kind,
  author,
  reason,
  decidedAt: new Date().toISOString(),
  undoneAt: null,
  undoneBy: null,
  rules: [],
  lock: null,
  word: null,
})

/** Returns a decision as it is once somebody has undone it. */
export const undone = (decision: Decision, { author }: Pick<DecisionBy, 'author'>): Decision => ({
  ...decision,
  undoneAt: new Date().toISOString(),
  undoneBy: author,
})

const plainRef = ({ source, dataset, key }: RecordRef): RecordRef => ({ source, dataset, key })

/** Returns a rule whose refs have no further members. */
export const plainRule = ({ kind, one, other }: MatchRule): MatchRule => ({
  kind,
  one: plainRef(one),
  other: plainRef(other),
})
