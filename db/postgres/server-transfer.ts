import { SQL } from 'bun'
import { within } from '#lib/deadline'
import type { Stream } from '#lib/iterate'
import { copyStatement } from './copy'
import { type Deadlines, sessionSettings } from './deadlines'
import { unanswered } from './failure'
import { BEGIN_READING, BEGIN_WRITING, identifierList, type Transfer, type TransferTransaction } from './transfer'

type Limit = <T>(step: PromiseLike<T>) => Promise<T>
type Work<T> = (tx: TransferTransaction) => Promise<T>

/** Creates the transfer of a server. Each transaction opens a connection; a step without an answer by its deadline closes it. */
export const createServerTransfer = (url: string, deadlines: Deadlines): Transfer => ({
  read: (work) => onConnection(url, deadlines, BEGIN_READING, work),
  write: (work) => onConnection(url, deadlines, BEGIN_WRITING, work),
})

async function onConnection<T>(url: string, deadlines: Deadlines, begin: string, work: Work<T>): Promise<T> {
  const { connectMs, answerMs } = deadlines
  const sql = new SQL(url, { max: 1, connectionTimeout: connectMs / 1000, connection: sessionSettings(deadlines) })
  const close = () => sql.close({ timeout: 0 }).catch(() => {})
  const limit: Limit = async (step) => {
    const answer = await within(answerMs, Promise.resolve(step))
    if (answer !== 'late') return answer
    void close()
    throw unanswered()
  }
  try {
    const done = Promise.withResolvers<T>()
    const ended = sql.begin(async (tx) => {
      await limit(tx.unsafe(begin).simple())
      const result = await work(transferTransaction(tx, limit))
      done.resolve(result)
    })
    await Promise.race([done.promise, ended])
    await limit(ended)
    return await done.promise
  } finally {
    await close()
  }
}

const transferTransaction = (tx: Bun.TransactionSQL, limit: Limit): TransferTransaction => ({
  query: async (text, params) => [...(await limit(tx.unsafe(text, [...params])))],
  script: (text) => limit(tx.unsafe(text).simple()),
  copyOut: (table, columns) => copyOut(tx, limit, `copy "${table}" (${identifierList(columns)}) to stdout`),
  async copyIn(table, columns, pieces) {
    const writer = tx
      .unsafe(copyStatement(`"${table}"`, [identifierList(columns)]))
      .writable()
      .getWriter()
    for await (const piece of pieces) await limit(writer.write(piece))
    await limit(writer.close())
  },
})

async function* copyOut(tx: Bun.TransactionSQL, limit: Limit, statement: string): Stream<Uint8Array> {
  const reader = tx.unsafe(statement).readable().getReader()
  for (;;) {
    const { done, value } = await limit(reader.read())
    if (done) return
    yield value
  }
}
