import type { SplitRefusal } from '#catalogue/decision/plan'
import { type ActiveRule, contradictionAmong } from '#catalogue/decision/rules'
import type { RecordRef } from '#catalogue/record-ref'
import { insertChanges } from '#db/change/write'
import { tryMatchLock } from '#db/match/lock'
import type { ResolveBy } from '#db/match/resolve'
import { loadResolveBy, rematchRecords } from '#db/match/run'
import { retryConflicts } from '#db/postgres/conflict'
import type { Db, Stores } from '#db/stores'
import { Failure } from '#lib/errors'
import { findGamesMergedBy } from './history'
import { type Decision, listActiveRules } from './queries'
import { findRecords } from './records'
import { upsertDecisions } from './upsert'

/** Reason why a decision is refused; `decision` is the id of another one that prevents it. */
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
    | 'nothing_decided'
    | 'named_already'
    | 'busy'
  decision?: string
}

/** Outcome of a decision: stored and applied to the catalogue, or refused with nothing changed. */
export type DecisionOutcome = { ok: true; decision: Decision } | { ok: false; refusal: Refusal }

/** A decision to store, and the records whose games are matched again. */
export type DecisionPlan = { decision: Decision; records: RecordRef[] }

/** Returns a refusal. `decision`: the id of the decision that prevents this one. */
export const decisionRefusal = (code: Refusal['code'], decision?: string): Refusal => ({
  code,
  ...(decision && { decision }),
})

/**
 * Imports decisions, in one transaction, and returns how many were new or newly undone; `busy` if another process is matching.
 * Idempotent: known decisions change nothing.
 *
 * @throws {Failure} `usage` if two active decisions would contradict each other: nothing is imported
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

function refuseContradiction(active: readonly ActiveRule[]): void {
  const both = contradictionAmong(active)?.map(({ decision }) => decision)
  if (!both) return
  const advice =
    'undo the wrong one in the catalogue it comes from, or remove its line from the file. Nothing was imported.'
  throw new Failure('usage', `The decisions ${both.join(' and ')} contradict each other: ${advice}`)
}

/** Plans, stores and applies one decision, in one transaction under the match lock. After a deadlock `plan` runs again. */
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

/** Long enough for another decision to finish, but not for matching after a load, which takes minutes. */
const LOCK_TIMEOUT_MS = 2_000

/**
 * Runs `work` in one transaction under the match lock, again after a deadlock. Returns `taken` if another process holds the lock for
 * too long.
 */
const inTransaction = <T>(stores: Stores, work: (tx: Db) => Promise<T>): Promise<T | 'taken'> =>
  tryMatchLock(stores, LOCK_TIMEOUT_MS, () => retryConflicts(() => stores.db.transaction(work)))

/** Matches the records of a decision and all connected ones again. Revives the games that an undone decision had merged. */
async function reapply(tx: Db, { decision, records: refs }: DecisionPlan, by: ResolveBy): Promise<void> {
  const records = (await findRecords(tx, refs)).map(({ id }) => id)
  if (records.length === 0) return
  const ended = decision.undoneAt === null ? undefined : await findGamesMergedBy(tx, decision.id)
  const done = await rematchRecords(tx, records, { ...by, decisionId: decision.id, ...(ended && { ended }) })
  if (done.created + done.updated + done.merged === 0) await recordDecision(tx, decision, refs)
}

/** Inserts an `updated` change of each game of a decision that changed none, so that the feed has every decision. */
async function recordDecision(tx: Db, { id }: Decision, refs: readonly RecordRef[]): Promise<void> {
  const games = new Set((await findRecords(tx, refs)).flatMap(({ gameId }) => gameId ?? []))
  await insertChanges(
    tx,
    [...games].map((gameId) => ({ gameId, kind: 'updated' })),
    id,
  )
}

/** Returns the records that a decision names. */
export const recordsOf = ({ rules, lock }: Decision): RecordRef[] => [
  ...rules.flatMap(({ one, other }) => [one, other]),
  ...(lock ? [lock.record] : []),
]
