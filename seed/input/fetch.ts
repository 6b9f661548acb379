import { type FailedResponse, failedResponse } from '#seed/api/response'
import type { Clock } from '#seed/contract/clock'
import type { Reach } from '#seed/contract/reach'
import { fetchAt, PUBLIC, resolveHost } from './public-host'

/** How files are fetched. Tests let their own machine in, and wait less. */
export type Web = {
  reach: Reach
  sleep: (ms: number) => Promise<void>
  /** Until the headers of an answer. */
  connectMs: number
  /** What may be waited for 64 KiB, all in all: silence and a drip are the same. */
  paceMs: number
  maxBytes: number
  /** Failures in a row before giving up. */
  tries: number
}

/** What is fetched unless told otherwise: public hosts, 16 GiB at most, with patience. */
export const WEB: Web = {
  reach: PUBLIC,
  sleep: Bun.sleep,
  connectMs: 30_000,
  paceMs: 60_000,
  maxBytes: 16 * 1024 ** 3,
  tries: 6,
}

/** How a source fetches files: with its own clock, and whom it may ask. */
export const webOf = ({ clock, reach = PUBLIC }: { clock: Clock; reach?: Reach | undefined }): Partial<Web> => ({
  reach,
  sleep: (ms) => clock.sleep(ms),
})

/** An answer with a body, or what went wrong. */
export type Fetched = { ok: true; response: Response } | FailedResponse

const MAX_REDIRECTS = 3

/** One request from a byte on, and the redirects it leads to, each checked like the first. */
export async function fetchFrom(start: URL, headers: Record<string, string>, web: Web): Promise<Fetched> {
  let url = start
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    const answer = await request(url, headers, web)
    if (!(answer instanceof URL)) return answer
    if (url.protocol === 'https:' && answer.protocol === 'http:')
      return { ok: false, fault: 'it redirects from https to http', again: false }
    url = answer
  }
  return { ok: false, fault: 'it redirects in circles', again: false }
}

async function request(url: URL, headers: Record<string, string>, web: Web): Promise<Fetched | URL> {
  const place = await resolveHost(url, web.reach)
  if ('fault' in place) return { ok: false, ...place }
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), web.connectMs)
  try {
    return await judge(url, await fetchAt(url, place.ip, { headers, signal: patience.signal }))
  } catch {
    const fault = patience.signal.aborted ? 'it did not answer in time' : 'it could not be reached'
    return { ok: false, fault, again: true }
  } finally {
    clearTimeout(timer)
  }
}

async function judge(url: URL, response: Response): Promise<Fetched | URL> {
  if (response.ok && response.body) return { ok: true, response }
  await response.body?.cancel()
  const location = response.headers.get('location')
  if (location && response.status < 400) return new URL(location, url)
  return failedResponse(response, { throttle: [], throttledMs: 0 }, Date.now())
}

const PACE_BYTES = 64 * 1024

/** The pieces of a body; ends with an error when it breaks off, or 64 KiB take longer than they may. */
export async function* paced(body: ReadableStream<Uint8Array>, paceMs: number): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  let [waitedMs, taken] = [0, 0]
  try {
    for (;;) {
      const started = performance.now()
      const { value, done } = await within(paceMs - waitedMs, reader.read())
      if (done) return
      waitedMs += performance.now() - started
      taken += value.length
      if (taken >= PACE_BYTES) [waitedMs, taken] = [0, 0]
      yield value
    }
  } finally {
    reader.cancel().catch(() => {}) // it may be broken already
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('too slow')), Math.max(0, ms))
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
  }
}
