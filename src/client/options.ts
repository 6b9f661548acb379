/** Options of a client. */
export type ClientOptions = {
  /** Access token, or a function that returns one; it is called before every request. (Default: none) */
  token?: string | (() => string | Promise<string>)
  /** Most time for an answer, in ms; `Infinity` for no limit. (Default: 30 s) */
  timeoutMs?: number
  /** Most tries of a request that only reads, while the service answers 429 or 503. (Default: 3) */
  tries?: number
  /** Function that sends requests. (Default: the global `fetch`) */
  fetch?: (url: string, init: RequestInit) => Promise<Response>
}

/** Options of one request, next to its `query` under `fetch`: those of `fetch`, and a time limit of its own in ms. */
export type RequestOptions = RequestInit & { timeoutMs?: number }
