import type postgres from 'postgres'
import { errorCode } from '#lib/root-cause'
import { setAlarm } from './alarm'
import type { Connection } from './connection'
import { isConnectionLoss, unanswered } from './failure'
import type { ServerHealth } from './health'

/** The pool of a lease. `giveBack` takes the connection at its end, or `undefined` if it is closed. */
export type LeaseOwner = {
  create: () => Connection
  health: ServerHealth
  giveBack: (connection: Connection | undefined) => void
}

/** Use of one connection by one statement, transaction or lock: nothing else runs on it meanwhile. */
export type Lease = {
  readonly owner: LeaseOwner
  connection: Connection
  state: 'whole' | 'broken' | 'lost' | 'ended'
  /** The holder of the lease, and each statement that has no answer yet. */
  users: number
  onLost: () => void
}

/**
 * A statement to send, and where its result goes: exactly one of `resolve` and `reject` is called, once. It has an answer by `dueAt`,
 * on the clock of `performance.now`, or fails.
 */
export type Question<T> = {
  send: (client: postgres.Sql) => PromiseLike<T>
  dueAt: number
  /** The connection is given up if there is no answer in so many ms, counted from sending. */
  answerMs: number
  resolve: (answer: T) => void
  reject: (error: unknown) => void
}

const noop = () => {}

/** Starts the lease of a connection. */
export const startLease = (owner: LeaseOwner, connection: Connection): Lease => ({
  owner,
  connection,
  state: 'whole',
  users: 1,
  onLost: noop,
})

/** Sends a statement, on a new connection if the last one broke. Rejects with {Failure} `store_unreachable` after the deadline. */
export function sendOn<T>(lease: Lease, { send, dueAt, answerMs, resolve, reject }: Question<T>): void {
  const now = performance.now()
  if (isOver(lease) || now >= dueAt) {
    reject(unanswered())
    return
  }
  mend(lease)
  lease.users++
  let isLate = false
  let cancel = setAlarm(dueAt - now, () => {
    isLate = true
    reject(unanswered())
    cancel = setAlarm(now + answerMs - performance.now(), () => lose(lease))
  })
  const settle = (error?: unknown) => {
    cancel()
    noteAnswer(lease, error)
    releaseLease(lease)
  }
  send(lease.connection.client).then(
    (answer) => {
      settle()
      if (!isLate) resolve(answer)
    },
    (error: unknown) => {
      settle(error)
      if (!isLate) reject(error)
    },
  )
}

/** Sends a statement as `sendOn` does, and returns its result. */
export const askOn = <T>(
  lease: Lease,
  send: (client: postgres.Sql) => PromiseLike<T>,
  dueAt: number,
  answerMs: number,
): Promise<T> => new Promise((resolve, reject) => sendOn(lease, { send, dueAt, answerMs, resolve, reject }))

/** Runs steps that `limitLease` bounds. @throws {Failure} `store_unreachable` when one of them gets no answer */
export async function runOn<T>(lease: Lease, steps: (client: postgres.Sql) => Promise<T>): Promise<T> {
  refuseLost(lease)
  const lost = Promise.withResolvers<never>()
  lease.onLost = () => lost.reject(unanswered())
  try {
    return await Promise.race([steps(lease.connection.client), lost.promise])
  } catch (error) {
    noteLoss(lease, error)
    throw error
  }
}

/** @throws {Failure} `store_unreachable` if the connection was given up, whose answer may still come */
export function refuseLost(lease: Lease): void {
  if (isOver(lease)) throw unanswered()
}

/** Gives the connection up in `ms`, unless the returned function is called before. */
export const limitLease = (lease: Lease, ms: number): (() => void) => setAlarm(ms, () => lose(lease))

/** Closes the connection at the end of the lease, which ends its session. */
export function discardConnection(lease: Lease): void {
  if (lease.state === 'whole') lease.state = 'broken'
}

/** Ends the lease. The connection is used again once its last statement has an answer. */
export function releaseLease(lease: Lease): void {
  if (--lease.users > 0 || lease.state === 'lost') return
  const isBroken = lease.state === 'broken'
  lease.state = 'ended'
  if (isBroken) lease.connection.destroy()
  lease.owner.giveBack(isBroken ? undefined : lease.connection)
}

const isOver = ({ state }: Lease) => state === 'lost' || state === 'ended'

/** Gives up a connection without an answer. Its session may go on in the server until Postgres ends its statement. */
function lose(lease: Lease): void {
  if (isOver(lease)) return
  lease.state = 'lost'
  lease.owner.health.silent()
  lease.connection.destroy()
  lease.owner.giveBack(undefined)
  lease.onLost()
}

/** Replaces a broken connection. The driver would open it again too, but perhaps while the old socket is still closing. */
function mend(lease: Lease): void {
  if (lease.state !== 'broken') return
  lease.connection.destroy()
  lease.connection = lease.owner.create()
  lease.state = 'whole'
}

function noteAnswer(lease: Lease, error: unknown): void {
  if (error !== undefined && isConnectionLoss(error)) noteLoss(lease, error)
  else lease.owner.health.answered()
}

function noteLoss(lease: Lease, error: unknown): void {
  if (lease.state !== 'whole' || !isConnectionLoss(error)) return
  lease.state = 'broken'
  if (errorCode(error) === 'CONNECT_TIMEOUT') lease.owner.health.silent()
}
