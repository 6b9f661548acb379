import type { FailedResponse } from '#lib/retry'

/** The result of one request: JSON text, or a fault. Without a `status`, no response was received. */
export type ApiResponse = { ok: true; text: string } | FailedResponse

/** Judges a response by the status and text an API uses for its own faults; `undefined` if it has none of them. */
export type JudgeResponse = (status: number, text: string) => { fault: string; retryable: boolean } | undefined

/** Returns a text that is JSON, otherwise a fault. A web page and cut-off JSON are retryable: many APIs send them now and then. */
export function interpret(text: string): ApiResponse {
  try {
    JSON.parse(text)
    return { ok: true, text }
  } catch {
    const fault = text.trimStart().startsWith('<') ? 'it answered with a web page' : 'its answer is not whole JSON'
    return { ok: false, fault, retryable: true }
  }
}

/** Returns the body as text, or `undefined` as soon as it exceeds `maxBytes` (counted after decompression). */
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
