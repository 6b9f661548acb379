/**
 * Clock of the loader: `now` in ms since 1970, and a `sleep` that rejects early if `signal` fires. Tests inject one that does
 * not wait.
 */
export type Clock = { now: () => number; sleep: (ms: number, signal?: AbortSignal) => Promise<void> }
