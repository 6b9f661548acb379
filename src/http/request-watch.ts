import type { AnyElysia } from 'elysia'
import type { Log } from './log'
import type { FindPlace } from './routes'

type Wrapper = Parameters<AnyElysia['wrap']>[0]
type Handler = (request: Request) => Response | Promise<Response>

/**
 * An answered request without anything that was sent, except its id. `method` is `other` if HTTP does not define it; `route` is a pattern such as
 * `/v1/games/:slug`, null if no route has the path; `ms` ends when the response is ready to be sent.
 */
export type AnsweredRequest = {
  requestId: string | null
  method: string
  route: string | null
  status: number
  ms: number
}

export type RequestWatchOptions = { findPlace: FindPlace; onAnswered: readonly ((answered: AnsweredRequest) => void)[] }

/**
 * Returns a wrapper for the handler of the whole service that tells of each request once its response is ready to be sent. Time for
 * sending a streamed body is not counted.
 */
export const watchRequests =
  (options: RequestWatchOptions): Wrapper =>
  (handler) =>
    watched(options, handler as unknown as Handler) // safe: Elysia hands on its fetch handler, which its type describes otherwise

/** Returns the function that logs an answered request as one line, at the level `info`. */
export const logRequest =
  (log: Pick<Log, 'infoOfMany'>) =>
  ({ requestId, method, route, status, ms }: AnsweredRequest): void =>
    log.infoOfMany('request', { requestId, method, route, status, ms: Math.round(ms * 10) / 10 })

const watched =
  ({ findPlace, onAnswered }: RequestWatchOptions, handle: Handler) =>
  async (request: Request) => {
    const began = performance.now()
    // Read before the request is answered: of a HEAD, the method is changed meanwhile.
    const [method, route] = [methodOf(request), routeOf(request.url, findPlace)]
    const tell = (status: number, requestId: string | null) => {
      const answered = { requestId, method, route, status, ms: performance.now() - began }
      for (const each of onAnswered) each(answered)
    }
    try {
      const response = await handle(request)
      tell(response.status, response.headers.get('x-request-id'))
      return response
    } catch (error) {
      tell(500, null)
      throw error
    }
  }

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'])

/** A client may send any word as a method. */
const methodOf = ({ method }: Request): string => (METHODS.has(method) ? method : 'other')

/** Returns the pattern of the route at a path, such as `/v1/games/:slug`, whatever its method; null if there is none. */
function routeOf(url: string, findPlace: FindPlace): string | null {
  const scheme = url.indexOf('://')
  // A request of HTTP/1.0 may name no host: its URL is a bare path, which is refused.
  if (scheme === -1) return null
  const [address = ''] = url.split('?', 1)
  // The router looks for the path from here on.
  const path = address.slice(address.indexOf('/', scheme + 3))
  return findPlace(path)?.routes.values().next().value?.template ?? null
}
