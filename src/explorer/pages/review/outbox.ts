import { signal } from '@preact/signals'
import type { Outcome, Trouble } from '../../state/trouble'

/** Number of decisions that have not been answered yet. */
export const unsent = signal(0)

/** Reason why decisions wait to be sent, as long as they wait. */
export const heldUp = signal<Trouble | undefined>(undefined)

const USUAL_WAIT_S = 10
const PASSING = new Set([0, 429, 503])

let tail: Promise<unknown> = Promise.resolve()
let release: (() => void) | undefined

/** Sends again at once what waits. */
export const sendNow = (): void => release?.()

/**
 * Sends a decision after those before it: the service carries out one at a time. It waits as long as the service cannot be reached
 * or is busy, in the order in which decisions were made.
 */
export function sendInTurn<T>(call: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  unsent.value++
  const outcome = tail.then(() => answerOf(call))
  tail = outcome.then(() => {
    unsent.value--
  })
  return outcome
}

async function answerOf<T>(call: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  for (;;) {
    const outcome = await call()
    heldUp.value = outcome.trouble && PASSING.has(outcome.trouble.status) ? outcome.trouble : undefined
    if (!heldUp.value) return outcome
    await aWhile(heldUp.value.retryAfter ?? USUAL_WAIT_S)
  }
}

const aWhile = (seconds: number) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000)
    release = () => {
      clearTimeout(timer)
      resolve()
    }
  })

// Closing the page would lose what waits: the browser asks.
addEventListener('beforeunload', (event) => {
  if (unsent.peek() > 0) event.preventDefault()
})
