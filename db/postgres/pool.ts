import { Failure } from '#lib/errors'
import { setAlarm } from './alarm'
import type { Connection } from './connection'
import { allBusy, unanswered } from './failure'
import type { ServerHealth } from './health'
import { type Lease, type LeaseOwner, releaseLease, startLease } from './lease'

type Take = (lease: Lease) => void
type Refuse = (error: Failure) => void

/** Connections of which each does one thing at a time, and a queue, first come first served, of those that wait for one. */
export type Pool = {
  /**
   * Calls `take` with a lease, at once or when a connection is free; `refuse` with {Failure} `store_unreachable` if none is free until
   * `dueAt`, on the clock of `performance.now`, and at once if Postgres is known not to answer.
   */
  lease: (dueAt: number, take: Take, refuse: Refuse) => void
  /** Waits for answers at most `timeoutMs`, then closes every connection. Nothing can be leased from now on. */
  end: (timeoutMs: number) => Promise<void>
}

/** Runs `work` with a lease, which ends after it. @throws what `Pool.lease` refuses with */
export async function onLease<T>(pool: Pool, dueAt: number, work: (lease: Lease) => Promise<T>): Promise<T> {
  const lease = await new Promise<Lease>((take, refuse) => pool.lease(dueAt, take, refuse))
  try {
    return await work(lease)
  } finally {
    releaseLease(lease)
  }
}

export type PoolOptions = { create: () => Connection; max: number; health: ServerHealth }

type Waiter = { take: Take; refuse: Refuse }

type State = {
  owner: LeaseOwner
  max: number
  idle: Connection[]
  /** Every open connection, idle or leased. */
  all: Set<Connection>
  /** Leases, some of which are just replacing their connection. */
  leases: number
  waiting: Set<Waiter>
  isClosed: boolean
}

/** Creates a pool. Its connections open when they are needed first. */
export function createPool({ create, max, health }: PoolOptions): Pool {
  const all = new Set<Connection>()
  const owner: LeaseOwner = {
    create: () => tracked(create(), all),
    health,
    giveBack: (connection) => giveBack(state, connection),
  }
  const state: State = { owner, max, idle: [], all, leases: 0, waiting: new Set(), isClosed: false }
  return {
    lease: (dueAt, take, refuse) => lease(state, dueAt, take, refuse),
    end: (timeoutMs) => end(state, timeoutMs),
  }
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

function lease(state: State, dueAt: number, take: Take, refuse: Refuse): void {
  const { owner, idle, max, isClosed } = state
  const refusal = isClosed ? closed() : owner.health.isTrusted() ? undefined : unanswered()
  const connection = refusal ? undefined : (idle.pop() ?? (state.leases < max ? owner.create() : undefined))
  if (refusal) refuse(refusal)
  else if (connection) take(start(state, connection))
  else wait(state, dueAt, take, refuse)
}

function start(state: State, connection: Connection): Lease {
  state.leases++
  return startLease(state.owner, connection)
}

function wait({ waiting }: State, dueAt: number, take: Take, refuse: Refuse): void {
  const leave = () => {
    cancel()
    waiting.delete(waiter)
  }
  const waiter: Waiter = {
    take(taken) {
      leave()
      take(taken)
    },
    refuse(error) {
      leave()
      refuse(error)
    },
  }
  const cancel = setAlarm(dueAt - performance.now(), () => waiter.refuse(allBusy()))
  waiting.add(waiter)
}

/** Hands a connection, or a new one in place of a closed one, to the first that waits. */
function giveBack(state: State, connection: Connection | undefined): void {
  const { waiting, idle, owner, isClosed } = state
  state.leases--
  if (!owner.health.isTrusted()) refuseAll(state, unanswered)
  const [first] = waiting
  if (first) first.take(start(state, connection ?? owner.create()))
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
