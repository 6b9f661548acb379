import type { Lock } from '#catalogue/decision/lock'
import type { StandingRule } from '#catalogue/decision/rules'
import { NO_RULES, type PairRules, type RefPair, refName } from '#catalogue/match/rules'
import type { RecordRef } from '#catalogue/record-ref'
import type { Db } from '#db/stores'
import { listStandingLocks, listStandingRules } from './queries'

/** What people decided of records, read once: decisions do not change while games are decided. */
export type Standing = {
  rulesOf: (records: readonly RecordRef[]) => PairRules
  locksOf: (records: readonly RecordRef[]) => Lock[]
}

/** Nobody decided anything. */
export const NOTHING_DECIDED: Standing = { rulesOf: () => NO_RULES, locksOf: () => [] }

/** Every decision that stands. */
export async function loadStanding(db: Db): Promise<Standing> {
  const rules = Map.groupBy(await listStandingRules(db), ({ one }) => refName(one))
  const locks = Map.groupBy(await listStandingLocks(db), ({ record }) => refName(record))
  return {
    rulesOf: (records) => (rules.size === 0 ? NO_RULES : pairsAmong(records, rules)),
    locksOf: (records) => (locks.size === 0 ? [] : records.flatMap((ref) => locks.get(refName(ref)) ?? [])),
  }
}

/** The rules whose records are both among these. */
function pairsAmong(records: readonly RecordRef[], rules: ReadonlyMap<string, readonly StandingRule[]>): PairRules {
  const names = new Set(records.map(refName))
  const among = records.flatMap((ref) => rules.get(refName(ref)) ?? []).filter(({ other }) => names.has(refName(other)))
  const pairs = (kind: StandingRule['kind']): RefPair[] =>
    among.filter((rule) => rule.kind === kind).map(({ one, other }) => [one, other])
  return { mustLink: pairs('must_link'), cannotLink: pairs('cannot_link') }
}
