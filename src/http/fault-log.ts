import { workingFailure } from '#db/postgres/failure'
import { Failure } from '#lib/errors'
import { errorCode, rootCause } from '#lib/root-cause'
import type { LogFields } from './log'

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
export function describeFault(error: unknown): LogFields & { code: string } {
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
