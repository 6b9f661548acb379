import { rulesOfMerge } from '#catalogue/decision/plan'
import { createRuleBook, type RuleBook } from '#catalogue/decision/rule-book'
import type { MatchRule } from '#catalogue/decision/rules'
import type { RecordRef } from '#catalogue/record-ref'
import type { ReviewFilter } from '#db/match/review-filter'
import { countReviewPairs, findReviewPairs, listReviewPairIds, type ReviewPairRow } from '#db/match/review-pairs'
import type { Db, Stores } from '#db/stores'
import { type DecisionBy, decisionOf, plainRule } from './curate'
import { type DecisionOutcome, decisionRefusal, executeDecision, type Refusal, recordsOf } from './execute'
import { type Decision, listActiveRules } from './queries'
import { listRecordsOfGames } from './records'

/** Most verdicts of one decision. */
export const MOST_VERDICTS = 500

/** A verdict on a review pair. `version`: that of the pair when the person saw it; it may be absent. */
export type Verdict = { id: number; areSame: boolean; version?: string | undefined }

/** Every status of a verdict. All but `decided` mean that it is not carried out. */
export const VERDICT_STATUSES = [
  'decided',
  'decided_already',
  'gone',
  'changed',
  'contradicted',
  'repeated',
  'no_such_review',
] as const
export type VerdictStatus = (typeof VERDICT_STATUSES)[number]

/** The outcome of a verdict. `decision`: the one that carries it out, or that prevents it; `null` if there is none. */
export type VerdictOutcome = { id: number; status: VerdictStatus; decision: string | null }

/** The outcome of several verdicts: one decision for all that are carried out, `null` if none is, and a status for each. */
export type VerdictsOutcome = { decision: Decision | null; items: VerdictOutcome[] }

/** Verdicts on the open review pairs that pass a filter. `expected`: their number, which a person has confirmed. */
export type ConditionalVerdict = { filter: ReviewFilter; areSame: boolean; expected: number }

/** Refusal of a condition: `count` is the number of pairs that pass it. */
export type CountRefusal = { code: 'unconfirmed' | 'too_many'; count: number }

/** Carries out verdicts, all in one transaction and as one decision. One that cannot be carried out has a status that says why. */
export const decideReviews = (
  stores: Stores,
  verdicts: readonly Verdict[],
  by: DecisionBy,
): Promise<VerdictsOutcome | Refusal> => decide(stores, async () => verdicts, by)

/**
 * Carries out one verdict on all open review pairs that pass a filter, as one decision; refused if their number is not the expected
 * one, or above 500.
 */
export async function decideReviewsWhere(
  stores: Stores,
  { filter, areSame, expected }: ConditionalVerdict,
  by: DecisionBy,
): Promise<VerdictsOutcome | Refusal | CountRefusal> {
  let refusal: CountRefusal | undefined
  const outcome = await decide(
    stores,
    async (tx) => {
      const count = await countReviewPairs(tx, filter)
      refusal = refusalOf(count, expected)
      if (refusal) return []
      const ids = await listReviewPairIds(tx, filter, MOST_VERDICTS)
      return ids.map((id) => ({ id, areSame }))
    },
    by,
  )
  return refusal ?? outcome
}

function refusalOf(count: number, expected: number): CountRefusal | undefined {
  if (count !== expected) return { code: 'unconfirmed', count }
  return count > MOST_VERDICTS ? { code: 'too_many', count } : undefined
}

async function decide(
  stores: Stores,
  verdictsIn: (tx: Db) => Promise<readonly Verdict[]>,
  by: DecisionBy,
): Promise<VerdictsOutcome | Refusal> {
  let items: VerdictOutcome[] = []
  const outcome: DecisionOutcome = await executeDecision(stores, async (tx) => {
    const decision = decisionOf('review', by)
    const planned = await planVerdicts(tx, await verdictsIn(tx), decision.id)
    items = planned.items
    if (planned.rules.length === 0) return decisionRefusal('nothing_decided')
    const ruled = { ...decision, rules: planned.rules }
    return { decision: ruled, records: recordsOf(ruled) }
  })
  if (outcome.ok) return { decision: outcome.decision, items }
  return outcome.refusal.code === 'nothing_decided' ? { decision: null, items } : outcome.refusal
}

type Plan = { rules: MatchRule[]; items: VerdictOutcome[] }

async function planVerdicts(tx: Db, verdicts: readonly Verdict[], decision: string): Promise<Plan> {
  const ids = verdicts.map(({ id }) => id)
  const pairs = new Map((await findReviewPairs(tx, ids)).map((pair) => [pair.id, pair]))
  const members = await listRecordsOfGames(tx, gamesOf(pairs.values()))
  const book = createRuleBook(await listActiveRules(tx))
  const plan: Plan = { rules: [], items: [] }
  const seen = new Set<number>()
  for (const verdict of verdicts) {
    const pair = seen.has(verdict.id) ? 'repeated' : pairs.get(verdict.id)
    seen.add(verdict.id)
    const { rules = [], ...outcome } = outcomeOf(verdict, pair, { book, members, decision })
    plan.rules.push(...rules)
    plan.items.push({ id: verdict.id, ...outcome })
  }
  return plan
}

const gamesOf = (pairs: Iterable<ReviewPairRow>): string[] => [
  ...new Set([...pairs].flatMap(({ one, other }) => [one.gameId, other.gameId])),
]

/** Rules so far, the records of each game, and the id of the decision that is made. */
type Planner = { book: RuleBook; members: ReadonlyMap<string, readonly RecordRef[]>; decision: string }

type Outcome = Omit<VerdictOutcome, 'id'> & { rules?: MatchRule[] }

const refused = (status: VerdictStatus, decision: string | null = null): Outcome => ({ status, decision })

function outcomeOf(verdict: Verdict, pair: ReviewPairRow | 'repeated' | undefined, planner: Planner): Outcome {
  if (pair === 'repeated') return refused('repeated')
  if (!pair) return refused('no_such_review')
  if (!pair.isOpen) {
    const ruling = planner.book.rulingOn(pair.one, pair.other)
    return ruling ? refused('decided_already', ruling.decision) : refused('gone')
  }
  if (verdict.version !== undefined && verdict.version !== pair.version) return refused('changed')
  const rules = rulesOfVerdict(verdict, pair, planner)
  const against = planner.book.add(rules, planner.decision)
  return against === undefined
    ? { status: 'decided', decision: planner.decision, rules }
    : refused('contradicted', against)
}

/** Returns the rules of a verdict: its records are not one game, or all records of their two games are. */
function rulesOfVerdict({ areSame }: Verdict, { one, other }: ReviewPairRow, { members }: Planner): MatchRule[] {
  const rules =
    areSame && one.gameId !== other.gameId
      ? rulesOfMerge(members.get(one.gameId) ?? [], members.get(other.gameId) ?? [])
      : [{ kind: areSame ? ('must_link' as const) : ('cannot_link' as const), one, other }]
  return rules.map(plainRule)
}
