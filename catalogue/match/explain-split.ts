import { cannotLinkTest } from './apply-rules'
import { candidatePairs } from './candidates'
import { type MatchFeatures, type MatchRecord, matchFeatures } from './features'
import { homonymsAmong } from './homonyms'
import { NO_RULES, type PairRules } from './rules'
import { type Veto, vetoOf, vetoText } from './veto'

/** Returns the vetoes between two groups of records as text: each veto once, with the first pair of records it applies to. */
export type SplitExplainer = (some: readonly MatchRecord[], others: readonly MatchRecord[]) => string[]

/**
 * Creates a function that explains why groups of these records are separate games. Pass all records of a title: the records of
 * one dataset can show that several games have this title.
 */
export function createSplitExplainer(records: readonly MatchRecord[], rules: PairRules = NO_RULES): SplitExplainer {
  const featuresOf = new Map(records.map((record) => [record, matchFeatures(record)]))
  const homonyms = homonymsAmong(candidatePairs([...featuresOf.values()]))
  const isForbidden = cannotLinkTest(rules)
  const between = (one: MatchFeatures, other: MatchFeatures): Veto | undefined =>
    isForbidden(one, other) ? 'cannotLink' : vetoOf(one, other, homonyms)
  const among = (some: readonly MatchRecord[]): MatchFeatures[] =>
    some.flatMap((record) => featuresOf.get(record) ?? [])
  return (some, others) => {
    const reasons = new Map<string, string>()
    for (const one of among(some))
      for (const other of among(others)) {
        const veto = between(one, other)
        if (veto && !reasons.has(veto)) reasons.set(veto, vetoText(veto, one, other))
      }
    return [...reasons.values()]
  }
}
