import { SQL } from 'bun'
import type { BulkTransaction } from '#db/stores'
import { copyStatement } from './copy'
import { type Deadlines, sessionSettings } from './deadlines'
import { unanswered } from './failure'

/** Transactions that COPY. `end` closes their connections without waiting for an answer. */
export type BulkPool = {
  run: <T>(work: (tx: BulkTransaction) => Promise<T>) => Promise<T>
  end: () => Promise<void>
}

type Limit = <T>(step: Promise<T>) => Promise<T>

/**
 * Creates a pool of two connections of Bun's `SQL`, opened when they are needed. A step without an answer by its deadline closes
 * both, and the next transaction opens new ones.
 */
export function createBulkPool(url: string, deadlines: Deadlines): BulkPool {
  let open: SQL | undefined
  const end = async () => {
    const closing = open
    open = undefined
    await closing?.close({ timeout: 0 }).catch(() => {})
  }
  const limit: Limit = async (step) => {
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(() => {
      late.reject(unanswered())
      void end()
    }, deadlines.answerMs)
    return Promise.race([step, late.promise]).finally(() => clearTimeout(timer))
  }
  return {
    run: (work) => {
      open ??= connectBulk(url, deadlines)
      return transact(open, limit, work)
    },
    end,
  }
}

const connectBulk = (url: string, deadlines: Deadlines): SQL =>
  new SQL(url, { max: 2, connectionTimeout: deadlines.connectMs / 1000, connection: sessionSettings(deadlines) })

/** Runs a transaction of which beginning, every statement and ending have a deadline. */
async function transact<T>(sql: SQL, limit: Limit, work: (tx: BulkTransaction) => Promise<T>): Promise<T> {
  const begun = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<void>()
  const done = sql.begin(async (tx) => {
    begun.resolve()
    return work(bulkTransaction(tx, limit)).finally(ended.resolve)
  })
  await Promise.race([limit(begun.promise), done])
  await Promise.race([ended.promise, done])
  return limit(done)
}

function bulkTransaction(tx: Bun.TransactionSQL, limit: Limit): BulkTransaction {
  return {
    copyIn: (table, columns, chunks) => limit(copyIn(tx, copyStatement(table, columns), chunks)),
    query: async (text, params) => [...(await limit(tx.unsafe(text, [...params])))],
  }
}

async function copyIn(tx: Bun.TransactionSQL, statement: string, chunks: readonly string[]): Promise<void> {
  const writer = tx.unsafe(statement).writable().getWriter()
  for (const chunk of chunks) await writer.write(chunk)
  await writer.close()
}
