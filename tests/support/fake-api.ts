import type { Clock } from '#seed/contract/clock'
import { createRandom } from './random'

/** How a played API behaves; what is random is decided by the seed alone. */
export type Mood =
  | { is: 'healthy' }
  /** Every answer takes so long on the clock. */
  | { is: 'slow'; ms: number }
  /** This share of the requests goes wrong, each in another way. */
  | { is: 'flaky'; share: number; seed: number }
  /** Every so many requests it finds us too fast, with or without a word of how long. */
  | { is: 'rate limited'; every: number; retryAfter?: string }
  /** A member has been renamed. */
  | { is: 'drifted'; from: string; to: string }
  | { is: 'dead' }

/** What may be asked: so many requests in any span of so many ms. */
export type Allowance = { requests: number; inMs: number }

export type FakeOptions = { clock: Clock; mood?: Mood; allowance?: Allowance }

/** An API on a local port, and what was asked of it; `refused` counts the requests beyond its limits. */
export type FakeApi = AsyncDisposable & { url: string; asked: string[]; refused: () => number }

/** A request as a fake sees it. */
export type Asked = { url: URL; headers: Headers; body: string }

/** What may be asked besides an allowance: whether a request is beyond it now, and what counts as spent. */
export type Limits = { isBeyond: () => boolean; spend: (work: () => Promise<Response>) => Promise<Response> }

/** How one API answers, and what it says to who asks too much. */
export type Playing = {
  answer: (asked: Asked) => Response | Promise<Response>
  refuse: () => Response
  /** How it says "too fast" where its limits are not to blame; a bare 429 unless told. */
  tooFast?: () => Response
  /** The answer of a server beside it, which has no part in its moods and limits. */
  beside?: (asked: Asked) => Response | undefined
  isCounted?: (url: URL) => boolean
  limits?: Limits
}

/** Starts a fake; disposing of it closes the port. */
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

/** What an API does instead of answering, by its mood. */
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

/** The page by which Cloudflare says that the machine behind it is away. */
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
