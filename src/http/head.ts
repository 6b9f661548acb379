import type { AnyElysia } from 'elysia'
import { PROBLEM_TYPE } from './problem'

type Wrapper = Parameters<AnyElysia['wrap']>[0]
type Handler = (request: Request) => Response | Promise<Response>

const heads = new WeakSet<Request>()

/** True if a request is answered without its body. */
export const isHead = (request: Request): boolean => heads.has(request)

/**
 * Returns the wrapper for the handler of the whole service that answers HEAD: the route for GET runs, and its response is sent without
 * the body. The router of Elysia would read the whole body for its length, an endless stream too.
 */
export const headRequests = (): Wrapper => (handler) => withHead(handler as unknown as Handler) // safe: Elysia hands on its fetch handler, which its type describes otherwise

const withHead = (handle: Handler) => (request: Request) =>
  request.method === 'HEAD' ? headOf(handle, request) : handle(request)

async function headOf(handle: Handler, request: Request): Promise<Response> {
  heads.add(request)
  // Not a copy: Bun knows the address of the client only of its own object.
  Object.defineProperty(request, 'method', { value: 'GET', configurable: true })
  try {
    const response = await handle(request)
    const { status, headers } = response
    if (headers.get('content-type') === PROBLEM_TYPE && !headers.has('content-length'))
      headers.set('content-length', String((await response.arrayBuffer()).byteLength))
    else if (response.body) await leaveUnread(response.body, headers)
    return new Response(null, { status, headers })
  } finally {
    Reflect.deleteProperty(request, 'method')
  }
}

/** Gives up a body. Without a known length it has the header of a body that is sent in pieces: Bun would say that it is empty. */
async function leaveUnread(body: ReadableStream, headers: Headers): Promise<void> {
  await body.cancel()
  if (!headers.has('content-length')) headers.set('transfer-encoding', 'chunked')
}
