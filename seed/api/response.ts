import { retryAfterMs } from './retry'

/**
 * What one request came to: JSON text, or what went wrong.
 *
 * `again` tells a passing fault from a lasting one; `afterMs` is the pause the other side asked for. Without a `status` nothing
 * answered.
 */
export type ApiResponse =
  | { ok: true; text: string }
  | { ok: false; fault: string; again: boolean; afterMs?: number | undefined; status?: number }

/** What an answer means by its status and text, where this API has its own way of saying it; `undefined` where it has not. */
export type JudgeResponse = (status: number, text: string) => { fault: string; again: boolean } | undefined

/** What went wrong with a request. */
export type FailedResponse = Extract<ApiResponse, { ok: false }>

const PASSING = new Set([408, 425])
const TOO_FAST = 429

/** The statuses besides 429 by which an API says "too fast", and how long to leave it alone where it does not say so. */
export type Throttling = { throttle: readonly number[]; throttledMs: number }

/** Judges an answer that carries no data, by its status. */
export function failedResponse(
  { status, headers }: Response,
  { throttle, throttledMs }: Throttling,
  now: number,
): FailedResponse {
  const isTooFast = status === TOO_FAST || throttle.includes(status)
  return {
    ok: false,
    fault: `it answered with status ${status}`,
    again: isTooFast || status >= 500 || PASSING.has(status),
    afterMs: retryAfterMs(headers.get('retry-after'), now) ?? (isTooFast ? throttledMs : undefined),
    status,
  }
}

/** Takes a text that is JSON. A web page in its place and JSON that breaks off are passing faults of many APIs. */
export function interpret(text: string): ApiResponse {
  try {
    JSON.parse(text)
    return { ok: true, text }
  } catch {
    const fault = text.trimStart().startsWith('<') ? 'it answered with a web page' : 'its answer is not whole JSON'
    return { ok: false, fault, again: true }
  }
}

/** The body as text, or `undefined` as soon as it grows beyond `maxBytes` (counted after decompression). */
export async function readCapped(response: Response, maxBytes: number): Promise<string | undefined> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  // Leaving the loop early cancels the download.
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) return undefined
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
