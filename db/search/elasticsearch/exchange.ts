import type { ConnectionRequestOptions } from '@elastic/elasticsearch'
import * as errors from '@elastic/transport/lib/errors'
import { errorCode } from '#lib/root-cause'
import { DEADLINES_MS } from './deadlines'

const REDACTED = { redaction: { type: 'replace' as const } }

/** One request and its response. `failure` returns the error of the client for an error that ended it. */
export type Exchange = { signal: AbortSignal; abort: () => void; end: () => void; failure: (error: unknown) => unknown }

/**
 * Starts the deadline of a request: `timeout` in ms. (Default: 5,000) It and the signal of the request abort the signal that is
 * returned; call `end` after the last byte of the response.
 */
export function startExchange({ signal, timeout }: ConnectionRequestOptions): Exchange {
  const controller = new AbortController()
  let isLate = false
  const abort = () => controller.abort()
  const timer = setTimeout(() => {
    isLate = true
    abort()
  }, timeout ?? DEADLINES_MS.ask)
  if (signal?.aborted) abort()
  signal?.addEventListener('abort', abort, { once: true })
  return {
    signal: controller.signal,
    abort,
    end() {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    },
    failure(error) {
      if (error instanceof errors.ElasticsearchClientError) return error
      if (isLate) return new errors.TimeoutError('The response took longer than the deadline')
      if (controller.signal.aborted) return new errors.RequestAbortedError('The request was aborted')
      // The code only: the message holds the address.
      return new errors.ConnectionError(errorCode(error) || 'connection failed', undefined, {
        ...REDACTED,
        cause: error,
      })
    },
  }
}
