import type { Override } from '#catalogue/decision/override'
import type { ActiveRule } from '#catalogue/decision/rules'
import { NO_RULES, type PairRules, type RefPair, refName } from '#catalogue/match/rules'
import type { RecordRef } from '#catalogue/record-ref'
import type { Db } from '#db/stores'
import { type ActiveOverride, listActiveOverrides, listActiveRules } from './queries'

/** The active decisions on records, loaded once before matching: the match lock keeps others from being stored meanwhile. */
export type ActiveDecisions = {
  rulesOf: (records: readonly RecordRef[]) => PairRules
  overridesOf: (records: readonly RecordRef[]) => Override[]
}

/** No decisions. */
export const NO_DECISIONS: ActiveDecisions = { rulesOf: () => NO_RULES, overridesOf: () => [] }

/** Loads every decision that is not undone. */
export const loadActiveDecisions = async (db: Db): Promise<ActiveDecisions> =>
  indexDecisions(await listActiveRules(db), await listActiveOverrides(db))

/** Returns the decisions that these rules and overrides are. */
export function indexDecisions(
  activeRules: readonly ActiveRule[],
  activeOverrides: readonly ActiveOverride[],
): ActiveDecisions {
  const rules = Map.groupBy(activeRules, ({ one }) => refName(one))
  const overrides = Map.groupBy(activeOverrides, ({ record }) => refName(record))
  return {
    rulesOf: (records) => (rules.size === 0 ? NO_RULES : pairsAmong(records, rules)),
    overridesOf: (records) => (overrides.size === 0 ? [] : records.flatMap((ref) => overrides.get(refName(ref)) ?? [])),
  }
}

/** Returns the rules whose two records are both among these. */
function pairsAmong(records: readonly RecordRef[], rules: ReadonlyMap<string, readonly ActiveRule[]>): PairRules {
  const names = new Set(records.map(refName))
  const among = records.flatMap((ref) => rules.get(refName(ref)) ?? []).filter(({ other }) => names.has(refName(other)))
  const pairs = (kind: ActiveRule['kind']): RefPair[] =>
    among.filter((rule) => rule.kind === kind).map(({ one, other }) => [one, other])
  return { mustLink: pairs('must_link'), cannotLink: pairs('cannot_link') }
}
