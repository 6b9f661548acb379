import type { Log } from './log'
import { PROBLEMS, type ProblemCode } from './problem'
import type { Caller } from './scope'

/** Refusals that are security events: what a caller may not do, and more than it may do. */
const STATUSES: ReadonlySet<number> = new Set([403, 429])

/** A refusal by the gate, and whose request it was. */
type Denial = { refusal: unknown; requestId: string; method: string; caller: Caller | undefined; network: string }

/** Logs a refusal for a missing scope or a limit, with the subject of the caller and its network; no other refusal. */
export function logDenial(log: Log, { refusal, caller, ...of }: Denial): void {
  const code = problemCodeOf(refusal)
  if (code === undefined || !STATUSES.has(PROBLEMS[code].status)) return
  log.info('refused', {
    reason: code,
    status: PROBLEMS[code].status,
    ...(caller && { subject: caller.subject }),
    ...of,
  })
}

/** Returns the code of the problem that a refusal sends; `undefined` without one. */
function problemCodeOf(refusal: unknown): ProblemCode | undefined {
  const { response } = (refusal ?? {}) as { response?: { code?: ProblemCode } } // safe: reading optional members
  return response?.code
}
