import type { CandidatePair } from './candidates'
import { compare, scoreOf } from './compare'
import type { MatchModel } from './comparison-levels'
import { isSupported, shareOnlyGenericTitle } from './corroboration'
import type { MatchRecord } from './features'
import type { Homonyms } from './homonyms'
import type { ScoredPair } from './review'
import { isCertain, vetoOf } from './veto'

/** Returns the scored pair, or none if its score is below the review threshold or a certain veto forbids it. */
export function scorePair<T extends MatchRecord>(
  [from, to]: CandidatePair<T>,
  homonyms: Homonyms,
  model: MatchModel,
): ScoredPair<T>[] {
  const veto = vetoOf(from, to, homonyms)
  if (isCertain(veto)) return []
  const evidence = compare(from, to, model.weights)
  const score = scoreOf(evidence)
  if (score < model.reviewThreshold || shareOnlyGenericTitle(from, to)) return []
  return [
    {
      from,
      to,
      score,
      evidence,
      links: !veto && score >= model.linkThreshold && isSupported(evidence),
      isDecision: false,
    },
  ]
}
