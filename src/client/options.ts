/** Options of a client. */
export type ClientOptions = {
  /** Access token, or a function that returns one; it is called before every request. (Default: none) */
  token?: string | (() => string | Promise<string>)
  /** API key of an account; it is sent instead of a token. (Default: none) */
  apiKey?: string
  /** Refresh token of a session, with which access tokens are fetched when they are needed. (Default: none) */
  refresh?: RefreshOptions
  /** Most time for an answer, in ms; `Infinity` for no limit. (Default: 30 s) */
  timeoutMs?: number
  /** Most tries of a request that only reads, while the service answers 429 or 503. (Default: 3) */
  tries?: number
  /** Function that sends requests. (Default: the global `fetch`) */
  fetch?: (url: string, init: RequestInit) => Promise<Response>
}

/**
 * Refresh token of a session. Each can be used once: `save` gets the next one before it is used, and is awaited, so that a program that
 * is started again can continue the session. (Default of `save`: none, the session ends with the program)
 */
export type RefreshOptions = { token: string; save?: (refreshToken: string) => void | Promise<void> }

/** Options of one request, next to its `query` under `fetch`: those of `fetch`, and a time limit of its own in ms. */
export type RequestOptions = RequestInit & { timeoutMs?: number }
