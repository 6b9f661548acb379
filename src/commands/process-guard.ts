import { errorCode, rootCause } from '#lib/root-cause'
import { framesOf } from '#src/http/fault-log'
import type { Log } from '#src/http/log'

/** Guard of a process. `fatal` resolves after the first error that was reported; `report` reports one more. */
export type ProcessGuard = { fatal: Promise<'fatal'>; report: (error: unknown) => void }

/**
 * Logs every error that nothing caught as one line `fatal`, and tells of the first: the state of the process is unknown then, so it
 * must end.
 *
 * The line has the class, the code and the stack of the error without its message, which may contain input.
 */
export function guardProcess(log: Pick<Log, 'error'>): ProcessGuard {
  const { promise, resolve } = Promise.withResolvers<'fatal'>()
  const report = (error: unknown) => {
    log.error('fatal', describeFatal(error))
    resolve('fatal')
  }
  // A full disk or a closed pipe behind the log must not end the service, least of all by a line about it.
  process.stderr.on('error', () => {})
  process.on('uncaughtException', report)
  process.on('unhandledRejection', report)
  return { fatal: promise, report }
}

function describeFatal(error: unknown) {
  const root = rootCause(error)
  const reason = errorCode(error)
  return {
    name: root instanceof Error ? root.name : typeof root,
    ...(reason && { reason }),
    stack: root instanceof Error ? framesOf(root) : '',
  }
}
