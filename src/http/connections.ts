import type { AnyElysia } from 'elysia'

type Wrapper = Parameters<AnyElysia['wrap']>[0]
type Handler = (request: Request) => Response | Promise<Response>

/** The connections of a service: `end` makes every response from then on carry `Connection: close`. */
export type Connections = { wrap: Wrapper; end: () => void }

/** Creates the wrapper for the handler of the whole service that can end its connections, each after a response. */
export function createConnections(): Connections {
  let areEnding = false
  const finish = async (answer: Response | Promise<Response>) => {
    const response = await answer
    if (areEnding) response.headers.set('connection', 'close')
    return response
  }
  const wrapped = (handle: Handler) => (request: Request) => finish(handle(request))
  return {
    wrap: (handler) => wrapped(handler as unknown as Handler), // safe: Elysia hands on its fetch handler, which its type describes otherwise
    end() {
      areEnding = true
    },
  }
}
