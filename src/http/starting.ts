import { Elysia } from 'elysia'
import { PUBLIC_PATHS } from './gate'
import type { Lifecycle } from './phase'
import { refuseRequest } from './problem'
import { access } from './scope'

/**
 * Returns a plugin that refuses every request, unless its path is public, while the service waits for its stores. It must be
 * registered after the gate, whose refusals come first.
 */
export const starting = (lifecycle: Lifecycle) =>
  new Elysia({ name: 'vestim.starting' }).use(access).onRequest((context) => {
    const { path, requestId, set } = context as typeof context & { path: string } // safe: the compiled context has the path of the router
    if (lifecycle.phase !== 'starting' || PUBLIC_PATHS.has(path)) return undefined
    set.headers['retry-after'] = '5'
    return refuseRequest(
      { requestId, set },
      'unavailable',
      'The service waits for its stores: try again in a few seconds.',
    )
  })
