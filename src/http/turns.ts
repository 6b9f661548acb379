import { nextTurn } from '#lib/turn'

/** Waits for a turn of the event loop that no other caller has. */
export type NextTurn = () => Promise<void>

/**
 * Returns a queue of turns of the event loop. Long synchronous work of several requests that become ready at once would run in one
 * turn, and block it for the sum of their times; with a turn for each, other requests are answered in between.
 */
export function createTurns(): NextTurn {
  let last = Promise.resolve()
  return () => {
    last = last.then(nextTurn)
    return last
  }
}
