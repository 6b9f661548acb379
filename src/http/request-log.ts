import type { AnyElysia } from 'elysia'
import type { ReadOrigin } from './client-origin'
import type { Log } from './log'

const MAX_PATH_CHARACTERS = 200

type Wrapper = Parameters<AnyElysia['wrap']>[0]
type Handler = (request: Request) => Response | Promise<Response>

/**
 * Returns a wrapper for the handler of the whole service. It logs each request at `debug` once its response is ready to
 * be sent: method, path without query, status, the client's address and scheme, milliseconds, request id. Time for
 * sending a streamed body is not counted.
 */
export const logRequests =
  (log: Log, originOf: ReadOrigin): Wrapper =>
  (handler) =>
    withLog(log, originOf, handler as unknown as Handler) // safe: Elysia hands on its fetch handler, which its type describes otherwise

const withLog = (log: Log, originOf: ReadOrigin, handle: Handler) => async (request: Request) => {
  const began = performance.now()
  const { address, scheme } = originOf(request)
  const write = (status: number, requestId?: string | null) =>
    log.debug('request', {
      ...(requestId && { requestId }),
      method: request.method,
      path: pathOf(request.url),
      status,
      client: address,
      scheme,
      durationMs: Math.round((performance.now() - began) * 10) / 10,
    })
  try {
    const response = await handle(request)
    write(response.status, response.headers.get('x-request-id'))
    return response
  } catch (error) {
    write(500)
    throw error
  }
}

/**
 * Returns the path of a request without its query, 200 characters at most. Without a host (HTTP/1.0) the URL is a bare
 * path.
 */
function pathOf(url: string): string {
  const [address = ''] = url.split('?', 1)
  const scheme = address.indexOf('://')
  const path = scheme === -1 ? address : address.slice(address.indexOf('/', scheme + 3))
  return path.slice(0, MAX_PATH_CHARACTERS)
}
