import type { SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { TransferTransaction } from '#db/postgres/transfer'
import type { Db } from '#db/stores'

const dialect = new PgDialect()

/** Returns the transaction of a transfer as functions of other rooms take it. They may only execute statements. */
export function statementsOn(tx: TransferTransaction): Db {
  const execute = (statement: SQL) => {
    const { sql: text, params } = dialect.sqlToQuery(statement)
    return tx.query(text, params)
  }
  return { execute } as unknown as Db // safe: no other member of it is used
}
