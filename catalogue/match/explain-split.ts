import { partingsOf } from './apply-rules'
import { candidatePairs } from './candidates'
import { type MatchFeatures, type MatchRecord, matchFeatures } from './features'
import { homonymsAmong } from './homonyms'
import { NO_RULES, type PairRules } from './rules'
import { type Veto, vetoed, vetoOf } from './veto'

/** Tells what keeps two groups of records apart, in words, each reason once with the first pair of records it is true of. */
export type ReasonsApart = (some: readonly MatchRecord[], others: readonly MatchRecord[]) => string[]

/**
 * What keeps groups of these records apart, what people decided included. All records of a title belong here: one list may
 * say that it names several works.
 */
export function reasonsApartAmong(records: readonly MatchRecord[], rules: PairRules = NO_RULES): ReasonsApart {
  const subjects = new Map(records.map((record) => [record, matchFeatures(record)]))
  const namesakes = homonymsAmong(candidatePairs([...subjects.values()]))
  const areParted = partingsOf(rules)
  const between = (one: MatchFeatures, other: MatchFeatures): Veto | undefined =>
    areParted(one, other) ? 'cannotLink' : vetoOf(one, other, namesakes)
  const among = (some: readonly MatchRecord[]): MatchFeatures[] => some.flatMap((record) => subjects.get(record) ?? [])
  return (some, others) => {
    const reasons = new Map<string, string>()
    for (const one of among(some))
      for (const other of among(others)) {
        const veto = between(one, other)
        if (veto && !reasons.has(veto)) reasons.set(veto, vetoed(veto, one, other))
      }
    return [...reasons.values()]
  }
}
