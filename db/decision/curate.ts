import { rulesOfMerge, rulesOfSplit } from '#catalogue/decision/plan'
import { contradictionOf, type MatchRule } from '#catalogue/decision/rules'
import type { RecordRef } from '#catalogue/record-ref'
import { findRecords, listGameRecords } from '#db/game/records'
import { resolveRedirect } from '#db/game/redirect'
import { findReviewPair } from '#db/match/review'
import type { Db, Stores } from '#db/stores'
import {
  type DecisionOutcome,
  type DecisionPlan,
  decisionRefusal,
  executeDecision,
  type Refusal,
  recordsOf,
} from './execute'
import { findBuiltUpon, findOverridesOn } from './history'
import { type Decision, findDecision, listActiveRules, upsertDecisions } from './queries'
import type { DecisionKind } from './table'

/** Who decides, and why. */
export type Curator = { author: string; reason: string | null }

/** Says that two games are one. */
export const mergeTwo = (stores: Stores, slugs: readonly [string, string], by: Curator): Promise<DecisionOutcome> =>
  executeDecision(stores, async (tx) => {
    const [one, other] = [await resolveRedirect(tx, slugs[0]), await resolveRedirect(tx, slugs[1])]
    if (!one || !other) return decisionRefusal('no_such_game')
    if (one.id === other.id) return decisionRefusal('same_game')
    return planRules(tx, 'merge', await rulesOfGames(tx, one.id, other.id), by)
  })

/** Says that some records of a game are another game. */
export const splitGame = (
  stores: Stores,
  slug: string,
  taken: readonly RecordRef[],
  by: Curator,
): Promise<DecisionOutcome> =>
  executeDecision(stores, async (tx) => {
    const game = await resolveRedirect(tx, slug)
    if (!game) return decisionRefusal('no_such_game')
    const rules = rulesOfSplit(await listGameRecords(tx, game.id), taken)
    return typeof rules === 'string' ? decisionRefusal(rules) : planRules(tx, 'split', rules.map(plainRule), by)
  })

/** Says of two records that they are one work, and so are their games, or that they are not. */
export const judgePair = (stores: Stores, rule: MatchRule, by: Curator): Promise<DecisionOutcome> =>
  executeDecision(stores, (tx) => planPair(tx, rule, by))

/** Decides a doubt: the two records are one work, and so are their games, or they are not. */
export const judgeReview = (stores: Stores, id: number, areSame: boolean, by: Curator): Promise<DecisionOutcome> =>
  executeDecision(stores, async (tx) => {
    const review = await findReviewPair(tx, id)
    if (!review) return decisionRefusal('no_such_review')
    const kind = areSame ? 'must_link' : 'cannot_link'
    return planPair(tx, { kind, one: review.one, other: review.other }, by)
  })

/** Gives a field of a game the value a person wants it to have; it was parsed before. */
export const overrideField = (
  stores: Stores,
  slug: string,
  { field, value }: { field: string; value: unknown },
  by: Curator,
): Promise<DecisionOutcome> =>
  executeDecision(stores, async (tx) => {
    const game = await resolveRedirect(tx, slug)
    return game ? planOverride(tx, game.id, { field, value }, by) : decisionRefusal('no_such_game')
  })

/** What is to be stored so that a field of a living game has this value. */
export async function planOverride(
  tx: Db,
  gameId: string,
  { field, value }: { field: string; value: unknown },
  by: Curator,
): Promise<DecisionPlan | Refusal> {
  const [record] = await listGameRecords(tx, gameId)
  if (!record) return decisionRefusal('no_such_game')
  return {
    decision: { ...decisionOf('override', by), lock: { record: plainRef(record), field, value } },
    records: [record],
  }
}

/** Takes back what a person fixed of a field: the sources decide again. */
export const removeOverride = (stores: Stores, slug: string, field: string, by: Curator): Promise<DecisionOutcome> =>
  executeDecision(stores, async (tx) => {
    const game = await resolveRedirect(tx, slug)
    if (!game) return decisionRefusal('no_such_game')
    const records = await listGameRecords(tx, game.id)
    const [last, ...former] = await findOverridesOn(tx, records, field)
    if (!last) return decisionRefusal('not_fixed')
    await upsertDecisions(
      tx,
      former.map((decision) => undone(decision, by)),
    )
    return { decision: undone(last, by), records }
  })

/** Takes a decision back, unless something later stands on it. */
export const undoDecision = (stores: Stores, id: string, by: Curator): Promise<DecisionOutcome> =>
  executeDecision(stores, async (tx) => {
    const decision = await findDecision(tx, id)
    if (!decision) return decisionRefusal('no_such_decision')
    if (decision.undoneAt !== null) return decisionRefusal('undone_already')
    const records = recordsOf(decision)
    const later = decision.kind === 'override' ? undefined : await findBuiltUpon(tx, decision, records)
    if (later !== undefined) return decisionRefusal('built_upon', later)
    return { decision: undone(decision, by), records }
  })

async function planPair(tx: Db, rule: MatchRule, by: Curator): Promise<DecisionPlan | Refusal> {
  const [one, other] = await findRecords(tx, [rule.one, rule.other])
  if (!one?.gameId || !other?.gameId) return decisionRefusal('no_such_record')
  const kind = rule.kind === 'must_link' ? 'link' : 'unlink'
  const areGames = rule.kind === 'must_link' && one.gameId !== other.gameId
  return planRules(tx, kind, areGames ? await rulesOfGames(tx, one.gameId, other.gameId) : [plainRule(rule)], by)
}

async function rulesOfGames(tx: Db, one: string, other: string): Promise<MatchRule[]> {
  const rules = rulesOfMerge(await listGameRecords(tx, one), await listGameRecords(tx, other))
  return rules.map(plainRule)
}

async function planRules(tx: Db, kind: DecisionKind, rules: MatchRule[], by: Curator): Promise<DecisionPlan | Refusal> {
  const contradicted = contradictionOf(rules, await listActiveRules(tx))
  if (contradicted) return decisionRefusal('contradiction', contradicted.decision)
  const decision = { ...decisionOf(kind, by), rules }
  return { decision, records: recordsOf(decision) }
}

const decisionOf = (kind: DecisionKind, { author, reason }: Curator): Decision => ({
  id: Bun.randomUUIDv7(),
  kind,
  author,
  reason,
  decidedAt: new Date().toISOString(),
  undoneAt: null,
  undoneBy: null,
  rules: [],
  lock: null,
})

const undone = (decision: Decision, { author }: Curator): Decision => ({
  ...decision,
  undoneAt: new Date().toISOString(),
  undoneBy: author,
})

const plainRef = ({ source, dataset, key }: RecordRef): RecordRef => ({ source, dataset, key })

const plainRule = ({ kind, one, other }: MatchRule): MatchRule => ({ kind, one: plainRef(one), other: plainRef(other) })
