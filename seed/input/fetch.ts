import { type FailedResponse, failedResponse } from '#lib/retry'
import type { Clock } from '#seed/contract/clock'
import type { Reach } from '#seed/contract/reach'
import { fetchAt, PUBLIC, resolveHost } from './public-host'

/** Settings for fetching a file. Tests allow the local machine and wait less. */
export type Web = {
  reach: Reach
  sleep: (ms: number) => Promise<void>
  /** Time limit until the response headers, in ms. */
  connectMs: number
  /** Time limit for each 64 KiB of a body, in ms: it ends a silent connection as well as a very slow one. */
  paceMs: number
  maxBytes: number
  /** Failures in a row after which fetching ends. */
  tries: number
}

/** Default settings: public hosts only, at most 16 GiB, six tries. */
export const WEB: Web = {
  reach: PUBLIC,
  sleep: Bun.sleep,
  connectMs: 30_000,
  paceMs: 60_000,
  maxBytes: 16 * 1024 ** 3,
  tries: 6,
}

/** Returns the settings that a source overrides: its clock, and the hosts it may connect to. */
export const webOf = ({ clock, reach = PUBLIC }: { clock: Clock; reach?: Reach | undefined }): Partial<Web> => ({
  reach,
  sleep: (ms) => clock.sleep(ms),
})

/** A response with a body, or the fault. */
export type Fetched = { ok: true; response: Response } | FailedResponse

const MAX_REDIRECTS = 3

/** Sends one request and follows up to three redirects. The host of each is checked as the first is. */
export async function fetchFrom(start: URL, headers: Record<string, string>, web: Web): Promise<Fetched> {
  let url = start
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    const fetched = await request(url, headers, web)
    if (!(fetched instanceof URL)) return fetched
    if (url.protocol === 'https:' && fetched.protocol === 'http:')
      return { ok: false, fault: 'it redirects from https to http', retryable: false }
    url = fetched
  }
  return { ok: false, fault: `it redirects more than ${MAX_REDIRECTS} times`, retryable: false }
}

async function request(url: URL, headers: Record<string, string>, web: Web): Promise<Fetched | URL> {
  const host = await resolveHost(url, web.reach)
  if ('fault' in host) return { ok: false, ...host }
  const timeout = new AbortController()
  const timer = setTimeout(() => timeout.abort(), web.connectMs)
  try {
    return await interpretResponse(url, await fetchAt(url, host.ip, { headers, signal: timeout.signal }))
  } catch {
    const fault = timeout.signal.aborted ? 'it did not answer in time' : 'it could not be reached'
    return { ok: false, fault, retryable: true }
  } finally {
    clearTimeout(timer)
  }
}

async function interpretResponse(url: URL, response: Response): Promise<Fetched | URL> {
  if (response.ok && response.body) return { ok: true, response }
  await response.body?.cancel()
  const location = response.headers.get('location')
  if (location && response.status < 400) return new URL(location, url)
  return failedResponse(response, { throttle: [], throttledMs: 0 }, Date.now())
}

const PACE_BYTES = 64 * 1024

/**
 * Yields the pieces of a body. The time the reader spends between two pieces does not count.
 *
 * @throws when the connection breaks, or 64 KiB take longer than `paceMs`
 */
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
    reader.cancel().catch(() => {}) // the connection may be broken already
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
