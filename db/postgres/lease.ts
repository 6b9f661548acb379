import type postgres from 'postgres'
import { errorCode } from '#lib/root-cause'
import type { Connection } from './connection'
import { isConnectionLoss, unanswered } from './failure'
import type { ServerHealth } from './health'

/** Use of one connection by one statement, transaction or lock: nothing else runs on it meanwhile. */
export type Lease = {
  /**
   * Runs one statement, on a new connection if the last one broke. The caller waits until `dueAt`, on the clock of
   * `performance.now`; the connection is given up if it has no answer `answerMs` from now.
   *
   * @throws {Failure} `store_unreachable` after the deadline; otherwise the error of the driver
   */
  ask: <T>(send: (client: postgres.Sql) => PromiseLike<T>, dueAt: number, answerMs: number) => Promise<T>
  /** Runs steps that `limit` bounds. @throws {Failure} `store_unreachable` when one of them gets no answer */
  run: <T>(steps: (client: postgres.Sql) => Promise<T>) => Promise<T>
  /** Gives the connection up in `ms`, unless the returned function is called before. */
  limit: (ms: number) => () => void
  /** Closes the connection at the end of the lease, which ends its session. */
  discard: () => void
  /** Ends the lease. The connection is used again once its last statement has an answer. */
  release: () => void
}

/** `giveBack` takes the connection at the end of the lease, or `undefined` if it is closed. */
export type LeaseOptions = {
  create: () => Connection
  health: ServerHealth
  giveBack: (connection: Connection | undefined) => void
}

/** `users`: the holder of the lease, and each statement that has no answer yet. */
type Held = LeaseOptions & {
  connection: Connection
  state: 'whole' | 'broken' | 'lost' | 'ended'
  users: number
  onLost: () => void
}

/** Starts the lease of a connection. */
export function startLease(connection: Connection, options: LeaseOptions): Lease {
  const held: Held = { ...options, connection, state: 'whole', users: 1, onLost: () => {} }
  return {
    ask: (send, dueAt, answerMs) => ask(held, send, dueAt, answerMs),
    run: (steps) => run(held, steps),
    limit: (ms) => limit(held, ms),
    discard: () => {
      if (held.state === 'whole') held.state = 'broken'
    },
    release: () => leave(held),
  }
}

function ask<T>(
  held: Held,
  send: (client: postgres.Sql) => PromiseLike<T>,
  dueAt: number,
  answerMs: number,
): Promise<T> {
  const now = performance.now()
  if (isOver(held) || now >= dueAt) return Promise.reject(unanswered())
  mend(held)
  held.users++
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  let timer = setTimeout(() => {
    reject(unanswered())
    timer = setTimeout(() => lose(held), Math.max(0, now + answerMs - performance.now()))
  }, dueAt - now)
  const settle = () => {
    clearTimeout(timer)
    leave(held)
  }
  send(held.connection.client).then(
    (answer) => {
      held.health.answered()
      settle()
      resolve(answer)
    },
    (error: unknown) => {
      if (!isConnectionLoss(error)) held.health.answered()
      noteLoss(held, error)
      settle()
      reject(error)
    },
  )
  return promise
}

async function run<T>(held: Held, steps: (client: postgres.Sql) => Promise<T>): Promise<T> {
  if (isOver(held)) throw unanswered()
  const lost = Promise.withResolvers<never>()
  held.onLost = () => lost.reject(unanswered())
  try {
    return await Promise.race([steps(held.connection.client), lost.promise])
  } catch (error) {
    noteLoss(held, error)
    throw error
  }
}

const isOver = ({ state }: Held) => state === 'lost' || state === 'ended'

function limit(held: Held, ms: number): () => void {
  if (isOver(held)) return () => {}
  const timer = setTimeout(() => lose(held), ms)
  return () => clearTimeout(timer)
}

/** Gives up a connection without an answer. Its session may go on in the server until Postgres ends its statement. */
function lose(held: Held): void {
  if (isOver(held)) return
  held.state = 'lost'
  held.health.silent()
  held.connection.destroy()
  held.giveBack(undefined)
  held.onLost()
}

function leave(held: Held): void {
  if (--held.users > 0 || held.state === 'lost') return
  const isBroken = held.state === 'broken'
  held.state = 'ended'
  if (isBroken) held.connection.destroy()
  held.giveBack(isBroken ? undefined : held.connection)
}

/** Replaces a broken connection. The driver would open it again too, but perhaps while the old socket is still closing. */
function mend(held: Held): void {
  if (held.state !== 'broken') return
  held.connection.destroy()
  held.connection = held.create()
  held.state = 'whole'
}

function noteLoss(held: Held, error: unknown): void {
  if (held.state !== 'whole' || !isConnectionLoss(error)) return
  held.state = 'broken'
  if (errorCode(error) === 'CONNECT_TIMEOUT') held.health.silent()
}
