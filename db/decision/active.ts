import type { Override } from '#catalogue/decision/override'
import type { ActiveRule } from '#catalogue/decision/rules'
import { NO_RULES, type PairRules, type RefPair, refName } from '#catalogue/match/rules'
import type { RecordRef } from '#catalogue/record-ref'
import type { Db } from '#db/stores'
import { listActiveOverrides, listActiveRules } from './queries'

/** What people decided of records, read once: decisions do not change while games are decided. */
export type ActiveDecisions = {
  rulesOf: (records: readonly RecordRef[]) => PairRules
  overridesOf: (records: readonly RecordRef[]) => Override[]
}

/** Nobody decided anything. */
export const NO_DECISIONS: ActiveDecisions = { rulesOf: () => NO_RULES, overridesOf: () => [] }

/** Every decision that stands. */
export async function loadActiveDecisions(db: Db): Promise<ActiveDecisions> {
  const rules = Map.groupBy(await listActiveRules(db), ({ one }) => refName(one))
  const locks = Map.groupBy(await listActiveOverrides(db), ({ record }) => refName(record))
  return {
    rulesOf: (records) => (rules.size === 0 ? NO_RULES : pairsAmong(records, rules)),
    overridesOf: (records) => (locks.size === 0 ? [] : records.flatMap((ref) => locks.get(refName(ref)) ?? [])),
  }
}

/** The rules whose records are both among these. */
function pairsAmong(records: readonly RecordRef[], rules: ReadonlyMap<string, readonly ActiveRule[]>): PairRules {
  const names = new Set(records.map(refName))
  const among = records.flatMap((ref) => rules.get(refName(ref)) ?? []).filter(({ other }) => names.has(refName(other)))
  const pairs = (kind: ActiveRule['kind']): RefPair[] =>
    among.filter((rule) => rule.kind === kind).map(({ one, other }) => [one, other])
  return { mustLink: pairs('must_link'), cannotLink: pairs('cannot_link') }
}
