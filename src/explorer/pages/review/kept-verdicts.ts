import { sessionId } from '../../state/session'
import { keepInTab, readTabValue } from '../../state/tab-store'

/** Verdict that a person gave on a pair. */
export type ReviewVerdict = 'same' | 'different'

/** Pair that was decided, as the line about the last answer names it. */
export type DecidedPair = { id: number; title: string; score: number }

/** A verdict that is stored: that on one pair, or that on several (`of` is absent), and its decision. */
export type KeptVerdict = { verdict: ReviewVerdict; pairs: number; of?: DecidedPair | undefined; decision: string }

const NAME = 'review'
const MOST = 200

/** Keeps the last verdicts of this session, so that they can be undone after the page was loaded again. */
export const keepVerdicts = (verdicts: readonly KeptVerdict[]): void =>
  keepInTab(NAME, verdicts.length > 0 ? { session: sessionId(), verdicts: verdicts.slice(-MOST) } : undefined)

/** Returns the verdicts that were kept, if the session is still the same. */
export function keptVerdicts(): readonly KeptVerdict[] {
  const kept = readTabValue(NAME) as { session: string; verdicts: readonly KeptVerdict[] } | undefined // safe: no other code writes it
  return kept !== undefined && kept.session === sessionId() ? kept.verdicts : []
}
