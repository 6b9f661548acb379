import type { SplitRefusal } from '#catalogue/decision/plan'
import type { RecordRef } from '#catalogue/record'
import { type Decision, upsertDecisions } from '../decision/queries'
import { loadStanding } from '../decision/standing'
import { labelComponents, listComponents } from '../match/components'
import { MATCHING } from '../match/lock'
import { findScale } from '../match/scale'
import type { Db, Stores } from '../stores'
import { applyComponents } from './apply'
import { findRecords } from './records'
import { keepWaiting, listWaiting } from './waiting'

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
    | 'not_fixed'
    | 'busy'
  decision?: string
}

/** What came of a decision: it stands and the catalogue obeys, or nothing was changed. */
export type Outcome = { ok: true; decision: Decision } | { ok: false; refusal: Refusal }

/** What is to be stored, and the records whose games are decided again; `revived` is a game that comes back to life. */
export type Plan = { decision: Decision; records: RecordRef[]; revived?: string }

/** A refusal as a value. */
export const refuse = (code: Refusal['code'], decision?: string): Refusal => ({ code, ...(decision && { decision }) })

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
export async function carryOut(stores: Stores, plan: (tx: Db) => Promise<Plan | Refusal>): Promise<Outcome> {
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
  const { records: touched } = await labelComponents(
    tx,
    records.map(({ id }) => id),
  )
  const components = await listComponents(tx, 0, touched)
  const waiting = await listWaiting(tx)
  await applyComponents(tx, components, {
    standing: await loadStanding(tx),
    scale: await findScale(tx),
    ...(decisionId && { decisionId }),
    ...(revived && { revived: new Map(records.map(({ id }) => [id, revived])) }),
  })
  await keepWaiting(tx, waiting)
}

/** The records a decision speaks of. */
export const recordsOf = ({ rules, lock }: Decision): RecordRef[] => [
  ...rules.flatMap(({ one, other }) => [one, other]),
  ...(lock ? [lock.record] : []),
]
