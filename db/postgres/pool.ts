import { Failure } from '#lib/errors'
import type { Connection } from './connection'
import { allBusy, unanswered } from './failure'
import type { ServerHealth } from './health'
import { type Lease, startLease } from './lease'

/** Connections of which each does one thing at a time, and a queue, first come first served, of those that wait for one. */
export type Pool = {
  /**
   * Starts a lease, at once or when a connection is free.
   *
   * @throws {Failure} `store_unreachable` if none is free until `dueAt`, on the clock of `performance.now`; at once if Postgres is
   * known not to answer
   */
  lease: (dueAt: number) => Promise<Lease>
  /** Waits for answers at most `timeoutMs`, then closes every connection. Nothing can be leased from now on. */
  end: (timeoutMs: number) => Promise<void>
}

/** Runs `work` with a lease, which ends after it. @throws as `Pool.lease` */
export async function onLease<T>(pool: Pool, dueAt: number, work: (lease: Lease) => Promise<T>): Promise<T> {
  const lease = await pool.lease(dueAt)
  try {
    return await work(lease)
  } finally {
    lease.release()
  }
}

export type PoolOptions = { create: () => Connection; max: number; health: ServerHealth }

type Waiter = { take: (lease: Lease) => void; refuse: (error: Failure) => void }

type State = PoolOptions & {
  idle: Connection[]
  /** Every open connection, idle or leased. */
  all: Set<Connection>
  /** Leases, some of which are just replacing their connection. */
  leases: number
  waiting: Set<Waiter>
  isClosed: boolean
}

/** Creates a pool. Its connections open when they are needed first. */
export function createPool({ create, ...options }: PoolOptions): Pool {
  const all = new Set<Connection>()
  const state: State = {
    ...options,
    create: () => tracked(create(), all),
    idle: [],
    all,
    leases: 0,
    waiting: new Set(),
    isClosed: false,
  }
  return { lease: (dueAt) => lease(state, dueAt), end: (timeoutMs) => end(state, timeoutMs) }
}

function tracked(connection: Connection, all: Set<Connection>): Connection {
  const known: Connection = {
    client: connection.client,
    destroy() {
      all.delete(known)
      connection.destroy()
    },
    end: connection.end,
  }
  all.add(known)
  return known
}

async function lease(state: State, dueAt: number): Promise<Lease> {
  const { idle, leases, max, health, isClosed, create } = state
  if (isClosed) throw closed()
  if (!health.isTrusted()) throw unanswered()
  const connection = idle.pop() ?? (leases < max ? create() : undefined)
  return connection ? start(state, connection) : wait(state, dueAt)
}

function start(state: State, connection: Connection): Lease {
  const { create, health } = state
  state.leases++
  return startLease(connection, { create, health, giveBack: (back) => giveBack(state, back) })
}

function wait({ waiting }: State, dueAt: number): Promise<Lease> {
  const { promise, resolve, reject } = Promise.withResolvers<Lease>()
  const waiter: Waiter = {
    take(taken) {
      clearTimeout(timer)
      waiting.delete(waiter)
      resolve(taken)
    },
    refuse(error) {
      clearTimeout(timer)
      waiting.delete(waiter)
      reject(error)
    },
  }
  const timer = setTimeout(() => waiter.refuse(allBusy()), Math.max(0, dueAt - performance.now()))
  waiting.add(waiter)
  return promise
}

/** Hands a connection, or a new one in place of a closed one, to the first that waits. */
function giveBack(state: State, connection: Connection | undefined): void {
  const { waiting, idle, health, create, isClosed } = state
  state.leases--
  if (!health.isTrusted()) refuseAll(state, unanswered)
  const [first] = waiting
  if (first) first.take(start(state, connection ?? create()))
  else if (connection && !isClosed) idle.push(connection)
}

function refuseAll({ waiting }: State, why: () => Failure): void {
  for (const waiter of [...waiting]) waiter.refuse(why())
}

async function end(state: State, timeoutMs: number): Promise<void> {
  state.isClosed = true
  refuseAll(state, closed)
  await Promise.all([...state.all].map((connection) => connection.end(timeoutMs)))
}

const closed = () =>
  new Failure('store_unreachable', 'The connections to Postgres are closed, because this process is stopping.')
