import { retryAfterMs } from './retry'

/**
 * What one request came to: JSON, another address of the same host, or what went wrong.
 *
 * `again` tells a passing fault from a lasting one; `afterMs` is the pause the other side asked for.
 */
export type Answer =
  | { ok: true; json: unknown }
  | { ok: false; fault: string; again: boolean; afterMs?: number | undefined }

const PASSING = new Set([408, 425, 429])

const isPassing = (status: number, throttle: readonly number[]): boolean =>
  status >= 500 || PASSING.has(status) || throttle.includes(status)

/** Judges an answer that carries no data, by its status. `throttle` lists the statuses by which this API says "too fast". */
export function refusal(response: Response, throttle: readonly number[], now: number): Answer {
  return {
    ok: false,
    fault: `it answered with status ${response.status}`,
    again: isPassing(response.status, throttle),
    afterMs: retryAfterMs(response.headers.get('retry-after'), now),
  }
}

/** Reads the text of an answer as JSON. A web page in its place and JSON that breaks off are passing faults of many APIs. */
export function interpret(text: string): Answer {
  try {
    return { ok: true, json: JSON.parse(text) }
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
