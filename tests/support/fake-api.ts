import type { Clock } from '#seed/contract/clock'
import { createRandom } from './random'

/** Behaviour of a fake API. Random behaviour depends on the seed only. */
export type Mood =
  | { is: 'healthy' }
  /** Every response takes `ms` on the clock. */
  | { is: 'slow'; ms: number }
  /** This share of the requests fails, in various ways. */
  | { is: 'flaky'; share: number; seed: number }
  /** Every `every`-th request is refused as too fast, with or without `Retry-After`. */
  | { is: 'rate limited'; every: number; retryAfter?: string }
  /** A member has been renamed. */
  | { is: 'drifted'; from: string; to: string }
  | { is: 'dead' }

/** Allowed number of requests in any period of `inMs`. */
export type Allowance = { requests: number; inMs: number }

export type FakeOptions = { clock: Clock; mood?: Mood; allowance?: Allowance }

/** Fake API on a local port with the requests it got; `refused` counts those beyond its limits. */
export type FakeApi = AsyncDisposable & { url: string; asked: string[]; refused: () => number }

/** Request as a fake receives it. */
export type Asked = { url: URL; headers: Headers; body: string }

/** Limits of a fake. `isBeyond`: true if a request exceeds them now; `spend` runs a request and counts what it costs. */
export type Limits = { isBeyond: () => boolean; spend: (work: () => Promise<Response>) => Promise<Response> }

/** Behaviour of one API: its responses, and its refusals of too many requests. */
export type Playing = {
  answer: (asked: Asked) => Response | Promise<Response>
  refuse: () => Response
  /** Response of the mood `rate limited`. (Default: a plain 429) */
  tooFast?: () => Response
  /** Response of a second server on the same port, without moods and limits; `undefined` for requests of the first. */
  beside?: (asked: Asked) => Response | undefined
  isCounted?: (url: URL) => boolean
  limits?: Limits
}

/** Starts a fake API on a free port. Disposing it closes the port. */
export function startFakeApi(options: FakeOptions, playing: Playing): FakeApi {
  const { clock, mood = { is: 'healthy' }, allowance } = options
  const asked: string[] = []
  const limits = playing.limits ?? limitsOf(clock, allowance)
  const react = createReaction(clock, mood)
  let refused = 0
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: async (request) => {
      const one = { url: new URL(request.url), headers: request.headers, body: await request.text() }
      const other = playing.beside?.(one)
      if (other) return other
      asked.push(one.body || `${one.url.pathname}${one.url.search}`)
      if ((playing.isCounted?.(one.url) ?? true) && limits.isBeyond()) {
        refused++
        return playing.refuse()
      }
      return limits.spend(async () => (await react(one, playing)) ?? playing.answer(one))
    },
  })
  const stop = () => server.stop(true)
  return { url: `http://127.0.0.1:${server.port}`, asked, refused: () => refused, [Symbol.asyncDispose]: stop }
}

const limitsOf = (clock: Clock, allowance: Allowance | undefined): Limits => ({
  isBeyond: allowance ? createCounter(clock, allowance) : () => false,
  spend: (work) => work(),
})

function createCounter(clock: Clock, { requests, inMs }: Allowance): () => boolean {
  const times: number[] = []
  return () => {
    const now = clock.now()
    while (times.length > 0 && (times[0] ?? 0) <= now - inMs) times.shift()
    times.push(now)
    return times.length > requests
  }
}

type Reaction = (asked: Asked, playing: Playing) => Promise<Response | undefined>

/** Creates the reaction to a mood: the response in place of the normal one, `undefined` for the normal one. */
function createReaction(clock: Clock, mood: Mood): Reaction {
  const random = createRandom(mood.is === 'flaky' ? mood.seed : 0)
  let count = 0
  return async (asked, playing) => {
    count++
    switch (mood.is) {
      case 'healthy':
        return undefined
      case 'slow':
        await clock.sleep(mood.ms)
        return undefined
      case 'flaky':
        return random() < mood.share ? wentWrong(random(), await playing.answer(asked)) : undefined
      case 'rate limited':
        return count % mood.every === 0 ? (playing.tooFast?.() ?? tooFast(mood.retryAfter)) : undefined
      case 'drifted':
        return renamed(await playing.answer(asked), mood)
      case 'dead':
        return cloudflare(521, 'Web server is down')
    }
  }
}

const renamed = async (whole: Response, { from, to }: { from: string; to: string }): Promise<Response> =>
  new Response((await whole.text()).replaceAll(from, to), { status: whole.status })

const tooFast = (retryAfter: string | undefined): Response =>
  new Response('null', { status: 429, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter } })

/** Returns the page of Cloudflare for a server that is unavailable. */
export const cloudflare = (status: number, title: string): Response =>
  new Response(`<!DOCTYPE html><title>api | ${status}: ${title}</title>`, {
    status,
    headers: { 'content-type': 'text/html', server: 'cloudflare' },
  })

async function wentWrong(lot: number, whole: Response): Promise<Response> {
  if (lot < 0.25) return cloudflare(522, 'Connection timed out')
  if (lot < 0.5) return cloudflare(200, 'Just a moment...')
  if (lot < 0.75) return new Response('Internal Server Error', { status: 500 })
  const text = await whole.text()
  return new Response(text.slice(0, Math.floor(text.length / 2)))
}
