import type postgres from 'postgres'
import { retryDeadlocks } from './conflict'
import type { TypeMappings } from './connection'
import type { Deadlines } from './deadlines'
import { isConnectionLoss } from './failure'
import type { Lease } from './lease'
import { isPlainRead } from './plain-read'
import { onLease, type Pool } from './pool'

/** Pause before a read is tried again, since a server that restarts refuses connections for a moment. */
const RETRY_MS = 100

type Parameters = never[]
type QueryOptions = { prepare?: boolean }

/** A statement of drizzle: awaited for rows as objects, or after `values` for rows as arrays. */
type Deferred = Promise<unknown> & { values: () => Promise<unknown> }

/** The members of a client of postgres.js, or of its transactions, that drizzle calls. */
type Statements = { unsafe: (text: string, parameters: Parameters, options?: QueryOptions) => Deferred }
type Transaction = Statements & { savepoint: <T>(work: Work<T>) => Promise<T> }
type Work<T> = (tx: Transaction) => Promise<T>

/**
 * Creates the client for drizzle: statements and transactions with deadlines on the connections of a pool. A plain read is tried once
 * more after a broken connection; a single statement again after a conflict.
 *
 * `types` are changed by drizzle; the connections of the pool must use them.
 */
export function createDrizzleClient(pool: Pool, deadlines: Deadlines, types: TypeMappings): postgres.Sql {
  const client = {
    options: types,
    unsafe: (text: string, parameters: Parameters, options?: QueryOptions) =>
      deferred((isArrays) =>
        retryDeadlocks(() =>
          single(pool, deadlines, text, (sql) => query(sql, { text, parameters, options, isArrays })),
        ),
      ),
    begin: <T>(work: Work<T>) => transact(pool, deadlines, work),
  }
  return client as unknown as postgres.Sql // safe: drizzle (0.45) uses only these members of it
}

type Query = { text: string; parameters: Parameters; options: QueryOptions | undefined; isArrays: boolean }

function query(sql: postgres.ISql, { text, parameters, options, isArrays }: Query): PromiseLike<unknown> {
  // postgres.js replaces the parameters by their text when it sends them, so each try needs its own.
  const pending = sql.unsafe(text, [...parameters], options)
  return isArrays ? pending.values() : pending
}

/** Returns a promise of the result of `send`, which runs a moment later: `values` may be called until then. */
function deferred(send: (isArrays: boolean) => Promise<unknown>): Deferred {
  let isArrays = false
  const result = Promise.resolve().then(() => send(isArrays))
  const values = () => {
    isArrays = true
    return result
  }
  return Object.assign(result, { values })
}

function single(
  pool: Pool,
  { answerMs }: Deadlines,
  text: string,
  send: (sql: postgres.Sql) => PromiseLike<unknown>,
): Promise<unknown> {
  const dueAt = performance.now() + answerMs
  return onLease(pool, dueAt, (lease) =>
    lease.ask(send, dueAt, answerMs).catch(async (error: unknown) => {
      if (!isConnectionLoss(error) || !isPlainRead(text)) throw error
      await Bun.sleep(RETRY_MS)
      return lease.ask(send, dueAt, answerMs)
    }),
  )
}

const transact = <T>(pool: Pool, deadlines: Deadlines, work: Work<T>): Promise<T> =>
  onLease(pool, performance.now() + deadlines.waitMs, (lease) =>
    lease.run((client) => inSteps(lease, deadlines, (steps) => client.begin(steps), work)),
  )

type Start<T> = (steps: (sql: postgres.TransactionSql) => Promise<T>) => Promise<unknown>

/**
 * Runs `work` in a transaction or savepoint that `start` begins and ends. The connection is given up if beginning, a statement or
 * ending it gets no answer in time; `work` is not called after that.
 */
async function inSteps<T>(lease: Lease, deadlines: Deadlines, start: Start<T>, work: Work<T>): Promise<T> {
  let stop = lease.limit(deadlines.replyMs)
  try {
    const done = await start(async (sql) => {
      stop()
      try {
        return await work(transactionOf(lease, deadlines, sql))
      } finally {
        stop = lease.limit(deadlines.answerMs)
      }
    })
    return done as T // safe: postgres.js returns what `steps` returned
  } finally {
    stop()
  }
}

function transactionOf(lease: Lease, deadlines: Deadlines, sql: postgres.TransactionSql): Transaction {
  const { answerMs } = deadlines
  return {
    unsafe: (text, parameters, options) =>
      deferred((isArrays) =>
        lease.ask(() => query(sql, { text, parameters, options, isArrays }), performance.now() + answerMs, answerMs),
      ),
    savepoint: (work) => inSteps(lease, deadlines, (steps) => sql.savepoint(steps), work),
  }
}
