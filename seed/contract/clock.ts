/** Time as the loader sees it; tests inject one whose minutes cost nothing. */
export type Clock = { now: () => number; sleep: (ms: number, signal?: AbortSignal) => Promise<void> }
