import type { Clock } from '#seed/contract/clock'
import { type FakeApi, startFakeApi } from './fake-api'

/** How one answer can go wrong. */
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
  /** Bodies of the pages in order; after the last comes an empty list. */
  pages: readonly Record<string, unknown>[]
  clock: Clock
  /** What goes wrong, by the number of the request (from 0). */
  faults?: Readonly<Record<number, Fault>>
  /** How many of the games of one page have slid onto the next by the time it is asked for. */
  drift?: number
  /** The status by which it refuses who is too fast. */
  refusal?: 403 | 429
  spacingMs?: number
}

/** SteamSpy's list on a local port, with its budget of one page a minute of the given clock. */
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
  // PHP writes an empty object as an empty list.
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

/** A body that sends one piece every so many ms and never ends. */
const endless = (everyMs: number, piece: string): ReadableStream =>
  new ReadableStream({
    pull: async (controller) => {
      await Bun.sleep(everyMs)
      controller.enqueue(new TextEncoder().encode(piece))
    },
  })
