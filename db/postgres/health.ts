import { setTimeout as sleep } from 'node:timers/promises'
import { createBreaker } from '#lib/breaker'
import { createConnector } from './connection'
import type { Deadlines } from './deadlines'
import { unanswered } from './failure'

const SILENCES = 3
const PROBE_EVERY_MS = 1_000

/** Health of a server, which its pools share: while it is silent, statements are refused at once. */
export type ServerHealth = {
  /** True unless the last three connections in a row got no answer, and no probe has had one since. */
  isTrusted: () => boolean
  answered: () => void
  /** Notes that a connection got no answer by its deadline. */
  silent: () => void
  /** Ends probing. */
  close: () => void
}

/** Creates the health of a server. While it is not trusted, it is probed once a second, and trusted again after an answer. */
export function createServerHealth(probe: () => Promise<unknown>): ServerHealth {
  const breaker = createBreaker({ failures: SILENCES, openMs: Number.POSITIVE_INFINITY })
  let isProbing = false
  let isClosed = false
  const probeUntilAnswered = async () => {
    isProbing = true
    while (!isClosed && !breaker.allows()) {
      await sleep(PROBE_EVERY_MS, undefined, { ref: false })
      if (!isClosed) await probe().then(breaker.succeeded, () => {})
    }
    isProbing = false
  }
  return {
    isTrusted: breaker.allows,
    answered: breaker.succeeded,
    silent() {
      breaker.failed()
      if (!isProbing) void probeUntilAnswered()
    },
    close() {
      isClosed = true
    },
  }
}

/** Asks a server for an answer over a new connection. @throws the error of the driver, or {Failure} `store_unreachable` */
export async function probeServer(url: string, deadlines: Deadlines): Promise<void> {
  const { client, destroy } = createConnector(url, deadlines).create()
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(unanswered()), deadlines.replyMs)
  try {
    await Promise.race([client`select 1`, late])
  } finally {
    clearTimeout(timer)
    destroy()
  }
}
