import type { AnyElysia } from 'elysia'
import type { ReadOrigin } from './client-origin'
import type { Log } from './log'
import { networkOf } from './network'
import type { FindPlace } from './routes'

type Wrapper = Parameters<AnyElysia['wrap']>[0]
type Handler = (request: Request) => Response | Promise<Response>

export type RequestLogOptions = { log: Log; originOf: ReadOrigin; findPlace: FindPlace }

/**
 * Returns a wrapper for the handler of the whole service. It logs each request at `debug` once its response is ready to
 * be sent: method, pattern of the route, status, the client's network and scheme, milliseconds, request id. Time for
 * sending a streamed body is not counted. A path is not logged, because it may hold values that were sent.
 */
export const logRequests =
  (options: RequestLogOptions): Wrapper =>
  (handler) =>
    withLog(options, handler as unknown as Handler) // safe: Elysia hands on its fetch handler, which its type describes otherwise

const withLog =
  ({ log, originOf, findPlace }: RequestLogOptions, handle: Handler) =>
  async (request: Request) => {
    const began = performance.now()
    const { address, scheme } = originOf(request)
    const write = (status: number, requestId?: string | null) =>
      log.debug('request', {
        ...(requestId && { requestId }),
        method: request.method,
        route: routeOf(request.url, findPlace),
        status,
        client: networkOf(address),
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

/** Returns the pattern of the route at a path, such as `/v1/games/:slug`, whatever its method; `undefined` if there is none. */
function routeOf(url: string, findPlace: FindPlace): string | undefined {
  const [address = ''] = url.split('?', 1)
  // The router looks for the path from here on.
  const path = address.slice(address.indexOf('/', 'http://'.length))
  return findPlace(path)?.routes.values().next().value?.template
}
