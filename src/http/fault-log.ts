import { Failure } from '#lib/errors'
import { errorCode, isUnavailable, rootCause } from '#lib/unavailable'
import type { LogFields } from './log'

/**
 * Returns what the log says about an error: its code and name, the message of a `Failure`, and the functions in which any other
 * error was thrown, unless a store is away. Messages of drivers and of the language are left out, because they quote values that
 * were sent.
 */
export function describeFault(error: unknown): LogFields & { code: string } {
  const root = rootCause(error)
  if (root instanceof Failure) return { code: root.code, name: root.name, message: root.message }
  if (!(root instanceof Error)) return { code: 'internal_error', name: typeof root }
  const fault = { code: errorCode(root) || 'internal_error', name: root.name }
  return isUnavailable(root) ? fault : { ...fault, stack: framesOf(root) }
}

/** Returns the lines of a stack that name functions, without the message, which may have several lines. */
function framesOf({ message, stack = '' }: Error): string {
  const start = stack.indexOf(message)
  return stack
    .slice(start === -1 ? 0 : start + message.length)
    .split('\n')
    .flatMap((line) => /^ {4}at (.+)$/.exec(line)?.[1] ?? [])
    .join('\n')
}
