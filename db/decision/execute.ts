import type { SplitRefusal } from '#catalogue/decision/plan'
import { type ActiveRule, contradictionAmong } from '#catalogue/decision/rules'
import type { RecordRef } from '#catalogue/record-ref'
import { insertChanges } from '#db/change/write'
import { tryMatchLock } from '#db/match/lock'
import type { ResolveBy } from '#db/match/resolve'
import { loadResolveBy, rematchRecords } from '#db/match/run'
import type { Db, Stores } from '#db/stores'
import { Failure } from '#lib/errors'
import { findGamesMergedBy } from './history'
import { type Decision, listActiveRules, upsertDecisions } from './queries'
import { findRecords } from './records'

/** Why a decision is not carried out; `decision` names another one that stands in its way. */
export type Refusal = {
  code:
    | SplitRefusal
    | 'no_such_game'
    | 'same_game'
    | 'no_such_related'
    | 'related_to_itself'
    | 'no_such_record'
    | 'no_such_review'
    | 'contradiction'
    | 'no_such_decision'
    | 'undone_already'
    | 'built_upon'
    | 'not_overridden'
    | 'busy'
  decision?: string
}

/** What came of a decision: it stands and the catalogue obeys, or nothing was changed. */
export type DecisionOutcome = { ok: true; decision: Decision } | { ok: false; refusal: Refusal }

/** What is to be stored, and the records whose games are decided again. */
export type DecisionPlan = { decision: Decision; records: RecordRef[] }

/** A refusal as a value. */
export const decisionRefusal = (code: Refusal['code'], decision?: string): Refusal => ({
  code,
  ...(decision && { decision }),
})

/**
 * Takes in decisions that were made elsewhere or before, and answers how many were new or undone since; those that are known
 * already change nothing.
 *
 * @throws {Failure} `usage` where two that would stand contradict each other: nothing is taken in
 */
export async function importDecisions(stores: Stores, decisions: readonly Decision[]): Promise<number | 'busy'> {
  const imported = await inTransaction(stores, async (tx) => {
    const fresh = await upsertDecisions(tx, decisions)
    refuseContradiction(await listActiveRules(tx))
    const by = await loadResolveBy(tx)
    for (const decision of fresh) await reapply(tx, { decision, records: recordsOf(decision) }, by)
    return fresh.length
  })
  return imported === 'taken' ? 'busy' : imported
}

function refuseContradiction(standing: readonly ActiveRule[]): void {
  const both = contradictionAmong(standing)?.map(({ decision }) => decision)
  if (!both) return
  const advice = 'undo the one that is wrong where it was made, or take its line out of the file. Nothing was taken in.'
  throw new Failure('usage', `The decisions ${both.join(' and ')} contradict each other: ${advice}`)
}

/** Plans, stores and carries out one decision in one transaction, while nobody else matches. */
export async function executeDecision(
  stores: Stores,
  plan: (tx: Db) => Promise<DecisionPlan | Refusal>,
): Promise<DecisionOutcome> {
  const outcome = await inTransaction(stores, async (tx): Promise<DecisionOutcome> => {
    const planned = await plan(tx)
    if ('code' in planned) return { ok: false, refusal: planned }
    await upsertDecisions(tx, [planned.decision])
    await reapply(tx, planned, await loadResolveBy(tx))
    return { ok: true, decision: planned.decision }
  })
  return outcome === 'taken' ? { ok: false, refusal: decisionRefusal('busy') } : outcome
}

/** A decision takes a moment, a match minutes: the first is waited for. */
const LOCK_TIMEOUT_MS = 2_000

/** Runs `work` in one transaction under the match lock; `'taken'` when another process keeps the lock. */
const inTransaction = <T>(stores: Stores, work: (tx: Db) => Promise<T>): Promise<T | 'taken'> =>
  tryMatchLock(stores, LOCK_TIMEOUT_MS, () => stores.db.transaction(work))

/** Decides again everything these records may concern; what ended by a decision that is undone comes back. */
async function reapply(tx: Db, { decision, records: refs }: DecisionPlan, by: ResolveBy): Promise<void> {
  const records = (await findRecords(tx, refs)).map(({ id }) => id)
  if (records.length === 0) return
  const ended = decision.undoneAt === null ? undefined : await findGamesMergedBy(tx, decision.id)
  const done = await rematchRecords(tx, records, { ...by, decisionId: decision.id, ...(ended && { ended }) })
  if (done.created + done.updated + done.merged === 0) await recordDecision(tx, decision, refs)
}

/** Every decision is told of, one that leaves all games as they were on the games it is about. */
async function recordDecision(tx: Db, { id }: Decision, refs: readonly RecordRef[]): Promise<void> {
  const games = new Set((await findRecords(tx, refs)).flatMap(({ gameId }) => gameId ?? []))
  await insertChanges(
    tx,
    [...games].map((gameId) => ({ gameId, kind: 'updated' })),
    id,
  )
}

/** The records a decision speaks of. */
export const recordsOf = ({ rules, lock }: Decision): RecordRef[] => [
  ...rules.flatMap(({ one, other }) => [one, other]),
  ...(lock ? [lock.record] : []),
]
