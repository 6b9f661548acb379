import { sessionId } from '../../state/session'
import { keepInTab, readTabValue } from '../../state/tab-store'

/** Verdict that a person gave on a pair. */
export type ReviewVerdict = 'same' | 'different'

/** Pair that was decided, as the line about the last answer names it. */
export type DecidedPair = { id: number; title: string; score: number }

/** A verdict that is stored: that on one pair, or that on several (`of` is absent), and its decision. */
export type KeptVerdict = { verdict: ReviewVerdict; pairs: number; of?: DecidedPair | undefined; decision: string }

/** Verdicts of a session that hold, and the number of those that were taken back. */
export type KeptSession = { verdicts: readonly KeptVerdict[]; undone: number }

const NAME = 'review'
const MOST = 200

/** Keeps the last verdicts of this session, so that they can be undone after the page was loaded again. */
export const keepVerdicts = ({ verdicts, undone }: KeptSession): void =>
  keepInTab(
    NAME,
    verdicts.length + undone > 0 ? { session: sessionId(), verdicts: verdicts.slice(-MOST), undone } : undefined,
  )

/** Returns what was kept, if the session is still the same. */
export function keptVerdicts(): KeptSession {
  const kept = readTabValue(NAME) as ({ session: string } & KeptSession) | undefined // safe: no other code writes it
  return kept !== undefined && kept.session === sessionId() ? kept : { verdicts: [], undone: 0 }
}
