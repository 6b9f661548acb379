import * as errors from '@elastic/transport/lib/errors'
import { errorCode } from '#lib/root-cause'

/** Codes of a connection that worked before: after a restart of Elasticsearch, kept connections are broken when used again. */
const BROKEN = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED'])

/** Deadline of a call, as options of the client. */
export type CallOptions = { signal: AbortSignal; requestTimeout: number }

/**
 * Makes a call that changes nothing, and makes it once more if its connection broke, both within `deadlineMs`. It also ends when
 * `stop` is aborted.
 */
export async function askTwice<T>(
  deadlineMs: number,
  call: (options: CallOptions) => Promise<T>,
  stop?: AbortSignal,
): Promise<T> {
  // Not `AbortSignal.timeout`, whose timer cannot be cleared: each call would wake the process later.
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(), deadlineMs)
  // The signal ends both calls together; a longer timeout of each one leaves that to it.
  const signal = stop ? AbortSignal.any([deadline.signal, stop]) : deadline.signal
  const options = { signal, requestTimeout: 2 * deadlineMs }
  try {
    return await call(options)
  } catch (error) {
    if (!(error instanceof errors.ConnectionError && BROKEN.has(errorCode(error)))) throw error
    return await call(options)
  } finally {
    clearTimeout(timer)
  }
}
