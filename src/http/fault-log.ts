import { workingFailure } from '#db/postgres/failure'
import { Failure } from '#lib/errors'
import { createRepeats } from '#lib/repeats'
import { errorCode, rootCause } from '#lib/root-cause'
import type { Log, LogFields } from './log'

/** A fault as the log tells it. */
type LoggedFault = LogFields & { code: string }

/** Returns the failure that was thrown, or that an error of Postgres means; `undefined` for a bug. */
export function failureOf(error: unknown): Failure | undefined {
  const root = rootCause(error)
  return root instanceof Failure ? root : workingFailure(root)
}

/**
 * Returns what the log says about an error: its code and name, the message of a `Failure`, and the functions in which any other
 * error was thrown. Messages of drivers and of the language are left out, because they quote values that
 * were sent.
 */
export function describeFault(error: unknown): LoggedFault {
  const root = rootCause(error)
  const failure = failureOf(root)
  const name = root instanceof Error ? root.name : typeof root
  if (failure) return { code: errorCode(root) || failure.code, name, message: failure.message }
  const stack = root instanceof Error && framesOf(root)
  return { code: errorCode(root) || 'internal_error', name, ...(stack && { stack }) }
}

/** Returns the lines of a stack that name functions, without the message, which may have several lines. */
export function framesOf({ message, stack = '' }: Error): string {
  const start = stack.indexOf(message)
  return stack
    .slice(start === -1 ? 0 : start + message.length)
    .split('\n')
    .flatMap((line) => /^ {4}at (.+)$/.exec(line)?.[1] ?? [])
    .join('\n')
}

/**
 * Returns a function that logs faults of requests: each cause at once, then one line a minute while it lasts. `requestId` is that of
 * its latest request, `count` the number of requests since its last line.
 */
export function createFaultLog(log: Pick<Log, 'error'>): (requestId: string, fault: LoggedFault) => void {
  const repeats = createRepeats<LogFields & LoggedFault>((fault, count) => log.error(fault.code, { ...fault, count }))
  return (requestId, fault) => repeats(JSON.stringify(fault), { requestId, ...fault })
}
