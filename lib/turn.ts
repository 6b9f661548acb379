/** Waits for the next turn of the event loop, so that other work is done before long synchronous work goes on. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
