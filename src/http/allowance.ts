import { setTimeout as sleep } from 'node:timers/promises'
import type { AnyElysia } from 'elysia'
import { createFairShare } from './fair-share'
import { type CallerQuota, LIMITS } from './limits'
import { type RefusalContext, refuseRequest } from './problem'
import { createQuotas, quotaHeaders } from './quotas'
import type { Route } from './routes'

type Wrapper = Parameters<AnyElysia['wrap']>[0]
type Handler = (request: Request) => Response | Promise<Response>

/** A request that may be let in, its route, and the name under which the requests of its caller are counted. */
export type Asking = { answering: RefusalContext; request: Request; route: Route; caller: string }

type Refusal = ReturnType<typeof refuseRequest<'too_many_requests'>>

/** Allowances of callers: so many requests at once, and so many in a time to the routes that have a quota. */
export type Allowance = {
  /** Counts a request for the quota of its route, or returns the refusal if nothing is left. */
  take: (asking: Asking) => Refusal | undefined
  /** Lets a request be answered, at once or after others of its caller, or returns the refusal. */
  enter: (asking: Asking) => Promise<Refusal | undefined>
  /** Returns the number of requests that wait for their refusal. */
  held: () => number
  /** Returns the number of requests that wait for others of their caller. */
  waiting: () => number
  /** Wraps the handler of the whole service. A request counts until its response; a refused one does not count for a quota. */
  wrap: Wrapper
}

/** Creates the allowances of all callers, which this process keeps in memory. */
export function createAllowance(): Allowance {
  const [share, quotas] = [createFairShare(), createQuotas()]
  const taken = new WeakMap<Request, () => void>()
  const entered = new WeakMap<Request, string>()
  let held = 0
  const end = (request: Request, isAnswered: boolean) => {
    const caller = entered.get(request)
    if (caller !== undefined) share.leave(caller)
    if (!isAnswered) taken.get(request)?.()
  }
  return {
    take({ answering, request, route: { quota }, caller }) {
      if (!quota) return undefined
      const left = quotas.take(caller, quota)
      Object.assign(answering.set.headers, quotaHeaders(quota, left))
      if (!left.isAllowed) return refuseMore(answering, quota, left.seconds)
      taken.set(request, () => quotas.giveBack(caller, quota))
      return undefined
    },
    async enter({ answering, request, caller }) {
      const isLetIn = share.enter(caller)
      if (isLetIn === false) {
        held++
        await sleep(LIMITS.refusedAfterMs)
        held--
      }
      if (isLetIn !== true && !(await isLetIn)) return refuseCrowd(answering)
      entered.set(request, caller)
      return undefined
    },
    held: () => held,
    waiting: share.waiting,
    wrap: (handler) => withEnd(handler as unknown as Handler, end), // safe: Elysia hands on its fetch handler, which its type describes otherwise
  }
}

const FIRST_REFUSAL = 400

/** Returns a handler that tells `end` when a request has its response, and whether it is not a refusal. */
const withEnd =
  (handle: Handler, end: (request: Request, isAnswered: boolean) => void) =>
  async (request: Request): Promise<Response> => {
    let isAnswered = false
    try {
      const response = await handle(request)
      isAnswered = response.status < FIRST_REFUSAL
      return response
    } finally {
      end(request, isAnswered)
    }
  }

function refuseMore(to: RefusalContext, { requests }: CallerQuota, seconds: number) {
  to.set.headers['retry-after'] = String(seconds)
  return refuseRequest(
    to,
    'too_many_requests',
    `You have sent the ${requests} requests that this route takes of one caller: try again in ${seconds} s.`,
  )
}

function refuseCrowd(to: RefusalContext) {
  to.set.headers['retry-after'] = '1'
  return refuseRequest(
    to,
    'too_many_requests',
    'Too many of your requests are in progress: send fewer at once, and try again in a second.',
  )
}
