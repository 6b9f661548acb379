import type { Clock } from '#seed/contract/clock'
import { type FakeApi, startFakeApi } from './fake-api'

/** Fault of one response. */
export type Fault =
  | 'web page'
  | 'truncated'
  | 'status 500'
  | 'status 404'
  | 'drip'
  | 'huge'
  | 'retry after date'
  | 'other host'
  | 'moved'
  | 'circle'

export type FakeSteamspyOptions = {
  /** Bodies of the pages in order; an empty list follows the last. */
  pages: readonly Record<string, unknown>[]
  clock: Clock
  /** Faults by the number of the request, from 0. */
  faults?: Readonly<Record<number, Fault>>
  /** Number of games that move from one page to the next before it is requested. */
  drift?: number
  /** Status for requests that are too fast. */
  refusal?: 403 | 429
  spacingMs?: number
}

/** Starts a fake of SteamSpy's list, which allows one page per minute of the given clock. */
export function startFakeSteamspy(options: FakeSteamspyOptions): FakeApi {
  const { clock, faults = {}, refusal = 403, spacingMs = 60_000 } = options
  let answers = 0
  return startFakeApi(
    { clock, allowance: { requests: 1, inMs: spacingMs } },
    {
      answer: ({ url }) => {
        const fault = faults[answers++]
        return fault ? faulty(fault, url, clock) : Response.json(pageOf(options, url))
      },
      refuse: () => new Response('null', { status: refusal }),
    },
  )
}

function pageOf({ pages, drift = 0 }: FakeSteamspyOptions, url: URL): Record<string, unknown> | unknown[] {
  const number = Number(url.searchParams.get('page'))
  const slid = drift > 0 ? Object.entries(pages[number - 1] ?? {}).slice(-drift) : []
  const page = pages[number]
  // SteamSpy is written in PHP, which encodes an empty object as an empty list.
  return page ? { ...Object.fromEntries(slid), ...page } : []
}

function faulty(fault: Fault, url: URL, clock: Clock): Response {
  switch (fault) {
    case 'web page':
      return new Response('<!DOCTYPE html><title>Just a moment...</title>', {
        headers: { 'content-type': 'text/html' },
      })
    case 'truncated':
      return new Response('{"620":{"appid":620,"name":"Port')
    case 'status 500':
      return new Response('Internal Server Error', { status: 500 })
    case 'status 404':
      return new Response('Not Found', { status: 404 })
    case 'drip':
      return new Response(endless(20, '{"620":'))
    case 'huge':
      return new Response(endless(0, 'x'.repeat(65_536)))
    case 'retry after date':
      return new Response('', { status: 429, headers: { 'retry-after': httpDate(clock.now() + 180_000) } })
    case 'other host':
      return redirect('http://stranger.invalid/api.php')
    case 'moved':
      return redirect(`/new${url.pathname}${url.search}`)
    case 'circle':
      return redirect(`${url.pathname}${url.search}`)
  }
}

const httpDate = (ms: number): string => new Date(ms).toUTCString()

const redirect = (location: string): Response => new Response(null, { status: 302, headers: { location } })

/** Returns a body that sends one piece every `everyMs` and never ends. */
const endless = (everyMs: number, piece: string): ReadableStream =>
  new ReadableStream({
    pull: async (controller) => {
      await Bun.sleep(everyMs)
      controller.enqueue(new TextEncoder().encode(piece))
    },
  })
