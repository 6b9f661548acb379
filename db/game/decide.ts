import { rulesOfMerge, rulesOfSplit, type SplitRefusal } from '#catalogue/decision/plan'
import { contradictionOf, type MatchRule } from '#catalogue/decision/rules'
import type { RecordRef } from '#catalogue/record'
import { findBuiltUpon, findLocksOn, mergedBy } from '../decision/history'
import { type Decision, findDecision, listStandingRules, upsertDecisions } from '../decision/queries'
import { loadStanding } from '../decision/standing'
import type { DecisionKind } from '../decision/table'
import { labelComponents, listComponents } from '../match/components'
import { MATCHING } from '../match/lock'
import { findReview } from '../match/review'
import { findScale } from '../match/scale'
import type { Db, Stores } from '../stores'
import { applyComponents } from './apply'
import { findLiving } from './living'
import { findRecords, listGameRecords } from './records'

/** Who decides, and why. */
export type Curator = { author: string; reason: string | null }

/** Why a decision is not carried out; `decision` names another one that stands in its way. */
export type Refusal = {
  code:
    | SplitRefusal
    | 'no_such_game'
    | 'same_game'
    | 'no_such_record'
    | 'no_such_review'
    | 'contradiction'
    | 'no_such_decision'
    | 'undone_already'
    | 'built_upon'
    | 'not_fixed'
    | 'busy'
  decision?: string
}

/** What came of a decision: it stands and the catalogue obeys, or nothing was changed. */
export type Outcome = { ok: true; decision: Decision } | { ok: false; refusal: Refusal }

type Plan = { decision: Decision; records: RecordRef[]; revived?: string }

const refuse = (code: Refusal['code'], decision?: string): Refusal => ({ code, ...(decision && { decision }) })

/** Says that two games are one. */
export const mergeTwo = (stores: Stores, slugs: readonly [string, string], by: Curator): Promise<Outcome> =>
  carryOut(stores, async (tx) => {
    const [one, other] = [await findLiving(tx, slugs[0]), await findLiving(tx, slugs[1])]
    if (!one || !other) return refuse('no_such_game')
    if (one.id === other.id) return refuse('same_game')
    const rules = rulesOfMerge(await listGameRecords(tx, one.id), await listGameRecords(tx, other.id))
    return planRules(tx, 'merge', rules.map(plainRule), by)
  })

/** Says that some records of a game are another game. */
export const splitGame = (stores: Stores, slug: string, taken: readonly RecordRef[], by: Curator): Promise<Outcome> =>
  carryOut(stores, async (tx) => {
    const game = await findLiving(tx, slug)
    if (!game) return refuse('no_such_game')
    const rules = rulesOfSplit(await listGameRecords(tx, game.id), taken)
    return typeof rules === 'string' ? refuse(rules) : planRules(tx, 'split', rules.map(plainRule), by)
  })

/** Says of two records that they are one work, or that they are not. */
export const judgePair = (stores: Stores, rule: MatchRule, by: Curator): Promise<Outcome> =>
  carryOut(stores, async (tx) => {
    if ((await findRecords(tx, [rule.one, rule.other])).length < 2) return refuse('no_such_record')
    return planRules(tx, rule.kind === 'must_link' ? 'link' : 'unlink', [plainRule(rule)], by)
  })

/** Decides a doubt: the two records are one work, or they are not. */
export const judgeReview = (stores: Stores, id: number, areSame: boolean, by: Curator): Promise<Outcome> =>
  carryOut(stores, async (tx) => {
    const review = await findReview(tx, id)
    if (!review) return refuse('no_such_review')
    const kind = areSame ? 'must_link' : 'cannot_link'
    const rule = plainRule({ kind, one: review.one, other: review.other })
    return planRules(tx, areSame ? 'link' : 'unlink', [rule], by)
  })

/** Gives a field of a game the value a person wants it to have; it was parsed before. */
export const fixField = (
  stores: Stores,
  slug: string,
  { field, value }: { field: string; value: unknown },
  by: Curator,
): Promise<Outcome> =>
  carryOut(stores, async (tx) => {
    const game = await findLiving(tx, slug)
    const [record] = game ? await listGameRecords(tx, game.id) : []
    if (!record) return refuse('no_such_game')
    return {
      decision: { ...decisionOf('override', by), lock: { record: plainRef(record), field, value } },
      records: [record],
    }
  })

/** Takes back what a person fixed of a field: the sources decide again. */
export const freeField = (stores: Stores, slug: string, field: string, by: Curator): Promise<Outcome> =>
  carryOut(stores, async (tx) => {
    const game = await findLiving(tx, slug)
    if (!game) return refuse('no_such_game')
    const records = await listGameRecords(tx, game.id)
    const [last, ...former] = await findLocksOn(tx, records, field)
    if (!last) return refuse('not_fixed')
    await upsertDecisions(
      tx,
      former.map((decision) => undone(decision, by)),
    )
    return { decision: undone(last, by), records }
  })

/** Takes a decision back, unless something later stands on it. */
export const undoDecision = (stores: Stores, id: string, by: Curator): Promise<Outcome> =>
  carryOut(stores, async (tx) => {
    const decision = await findDecision(tx, id)
    if (!decision) return refuse('no_such_decision')
    if (decision.undoneAt !== null) return refuse('undone_already')
    const records = recordsOf(decision)
    const later = decision.kind === 'override' ? undefined : await findBuiltUpon(tx, decision, records)
    if (later !== undefined) return refuse('built_upon', later)
    const [merged] = await mergedBy(tx, id)
    return { decision: undone(decision, by), records, ...(merged && { revived: merged }) }
  })

/** Takes in decisions that were made elsewhere or before; those that are known already change nothing. */
export async function importDecisions(stores: Stores, decisions: readonly Decision[]): Promise<number | 'busy'> {
  const imported = await stores.exclusively(MATCHING, () =>
    stores.db.transaction(async (tx) => {
      const ids = new Set(await upsertDecisions(tx, decisions))
      const fresh = decisions.filter(({ id }) => ids.has(id))
      await settle(tx, fresh.flatMap(recordsOf), {})
      return fresh.length
    }),
  )
  return imported === 'taken' ? 'busy' : imported
}

/** Plans, stores and carries out one decision in one transaction, while nobody else matches. */
async function carryOut(stores: Stores, plan: (tx: Db) => Promise<Plan | Refusal>): Promise<Outcome> {
  const outcome = await stores.exclusively(MATCHING, () =>
    stores.db.transaction(async (tx): Promise<Outcome> => {
      const planned = await plan(tx)
      if ('code' in planned) return { ok: false, refusal: planned }
      const { decision, records, revived } = planned
      await upsertDecisions(tx, [decision])
      await settle(tx, records, { decisionId: decision.id, ...(revived && { revived }) })
      return { ok: true, decision }
    }),
  )
  return outcome === 'taken' ? { ok: false, refusal: refuse('busy') } : outcome
}

/** Decides again everything these records may concern. */
async function settle(
  tx: Db,
  refs: readonly RecordRef[],
  { decisionId, revived }: { decisionId?: string; revived?: string },
): Promise<void> {
  const records = await findRecords(tx, refs)
  if (records.length === 0) return
  await labelComponents(
    tx,
    records.map(({ id }) => id),
  )
  const components = await listComponents(tx, 0, records.length)
  await applyComponents(tx, components, {
    standing: await loadStanding(tx),
    scale: await findScale(tx),
    ...(decisionId && { decisionId }),
    ...(revived && { revived: new Map(records.map(({ id }) => [id, revived])) }),
  })
}

async function planRules(tx: Db, kind: DecisionKind, rules: MatchRule[], by: Curator): Promise<Plan | Refusal> {
  const standing = await listStandingRules(tx)
  for (const rule of rules) {
    const contradicted = contradictionOf(rule, standing)
    if (contradicted) return refuse('contradiction', contradicted.decision)
  }
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

/** The records a decision speaks of. */
const recordsOf = ({ rules, lock }: Decision): RecordRef[] => [
  ...rules.flatMap(({ one, other }) => [one, other]),
  ...(lock ? [lock.record] : []),
]

const plainRef = ({ source, dataset, key }: RecordRef): RecordRef => ({ source, dataset, key })

const plainRule = ({ kind, one, other }: MatchRule): MatchRule => ({ kind, one: plainRef(one), other: plainRef(other) })
