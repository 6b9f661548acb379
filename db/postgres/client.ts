import type postgres from 'postgres'
import { beginCall, type WatchCalls } from '#db/store-call'
import { retryDeadlocks } from './conflict'
import type { TypeMappings } from './connection'
import type { Deadlines } from './deadlines'
import { isConflict, isConnectionLoss } from './failure'
import { askOn, type Lease, limitLease, refuseLost, releaseLease, runOn, sendOn } from './lease'
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

type Statement = { text: string; parameters: Parameters; options: QueryOptions | undefined; isArrays: boolean }

type Settle = { resolve: (rows: unknown) => void; reject: (error: unknown) => void }

/** Sends a statement and passes its result on. */
type Run = (statement: Statement, settle: Settle) => void

/**
 * Creates the client for drizzle: statements and transactions with deadlines on the connections of a pool. A plain read is tried once
 * more after a broken connection; a single statement again after a deadlock.
 *
 * `types` are changed by drizzle; the connections of the pool must use them. `watch` is told of each statement, waiting for a
 * connection included.
 */
export function createDrizzleClient(
  pool: Pool,
  deadlines: Deadlines,
  types: TypeMappings,
  watch: WatchCalls,
): postgres.Sql {
  const client = {
    options: types,
    ...statements(watched(watch, (statement, settle) => runSingle(pool, deadlines, statement, settle))),
    begin: <T>(work: Work<T>) => transact(pool, deadlines, watch, work),
  }
  return client as unknown as postgres.Sql // safe: drizzle (0.45) uses only these members of it
}

/** Tells `watch` of each statement when its result is there. */
const watched =
  (watch: WatchCalls, run: Run): Run =>
  (statement, { resolve, reject }) => {
    const end = beginCall(watch)
    run(statement, {
      resolve(rows) {
        end()
        resolve(rows)
      },
      reject(error) {
        end(error)
        reject(error)
      },
    })
  }

/** Returns statements that run a moment after they were made: `values` may be called until then. */
const statements = (run: Run): Statements => ({
  unsafe(text, parameters, options) {
    const statement: Statement = { text, parameters, options, isArrays: false }
    const { promise, ...settle } = Promise.withResolvers<unknown>()
    queueMicrotask(() => run(statement, settle))
    const values = () => {
      statement.isArrays = true
      return promise
    }
    return Object.assign(promise, { values })
  },
})

function query(sql: postgres.ISql, { text, parameters, options, isArrays }: Statement): PromiseLike<unknown> {
  // postgres.js replaces the parameters by their text when it sends them, so each try needs its own.
  const pending = sql.unsafe(text, [...parameters], options)
  return isArrays ? pending.values() : pending
}

function runSingle(pool: Pool, { answerMs }: Deadlines, statement: Statement, { resolve, reject }: Settle): void {
  const dueAt = performance.now() + answerMs
  const send = (sql: postgres.Sql) => query(sql, statement)
  const take = (lease: Lease) =>
    sendOn(lease, {
      send,
      dueAt,
      answerMs,
      resolve(rows) {
        releaseLease(lease)
        resolve(rows)
      },
      reject(error) {
        const again = repeat(error, statement.text, () => askOn(lease, send, dueAt, answerMs))
        void again.finally(() => releaseLease(lease)).then(resolve, reject)
      },
    })
  pool.lease(dueAt, take, reject)
}

/** Runs a statement again that failed because of a broken connection or a deadlock. @throws `error` otherwise */
async function repeat(error: unknown, text: string, ask: () => Promise<unknown>): Promise<unknown> {
  if (isConflict(error)) return retryDeadlocks(ask)
  if (!isConnectionLoss(error) || !isPlainRead(text)) throw error
  await Bun.sleep(RETRY_MS)
  return ask()
}

const transact = <T>(pool: Pool, deadlines: Deadlines, watch: WatchCalls, work: Work<T>): Promise<T> =>
  onLease(pool, performance.now() + deadlines.waitMs, (lease) =>
    runOn(lease, (client) => inSteps({ lease, deadlines, watch }, (steps) => client.begin(steps), work)),
  )

/** A lease on which a transaction runs. */
type Held = { lease: Lease; deadlines: Deadlines; watch: WatchCalls }

type Start<T> = (steps: (sql: postgres.TransactionSql) => Promise<T>) => Promise<unknown>

/**
 * Runs `work` in a transaction or savepoint that `start` begins and ends. The connection is given up if beginning, a statement or
 * ending it gets no answer in time; after that `work` is not called, and nothing is committed.
 */
async function inSteps<T>(held: Held, start: Start<T>, work: Work<T>): Promise<T> {
  const { lease, deadlines } = held
  let stop = limitLease(lease, deadlines.replyMs)
  try {
    const done = await start(async (sql) => {
      stop()
      refuseLost(lease)
      try {
        const result = await work(transactionOf(held, sql))
        refuseLost(lease)
        return result
      } finally {
        stop = limitLease(lease, deadlines.answerMs)
      }
    })
    return done as T // safe: postgres.js returns what `steps` returned
  } finally {
    stop()
  }
}

const transactionOf = (held: Held, sql: postgres.TransactionSql): Transaction => ({
  ...statements(
    watched(held.watch, (statement, settle) => {
      const { answerMs } = held.deadlines
      sendOn(held.lease, {
        send: () => query(sql, statement),
        dueAt: performance.now() + answerMs,
        answerMs,
        ...settle,
      })
    }),
  ),
  savepoint: (work) => inSteps(held, (steps) => sql.savepoint(steps), work),
})
