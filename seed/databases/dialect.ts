import type { SQL } from 'bun'
import type { FaultKind } from './faults'

/** A row as the driver gives it, by column. */
export type DatabaseRow = Record<string, unknown>

/** A column of the query, as the server describes it; SQLite says its name alone. */
export type QueryColumn = { name: string; type: number; flags: number }

/** Asks the server; `values` stand in the placeholders. */
export type Ask = (
  sql: string,
  values: readonly unknown[],
) => Promise<DatabaseRow[] & { columns?: readonly Described[] | null }>
type Described = { name: string; type: number; flags?: number | undefined }

/**
 * One column of the key, named `vl_key0` and so on in a page.
 *
 * `text` is SQL for its value as a checkpoint can keep it; `keep` and `value` lead from what the driver makes of that to
 * the checkpoint and back to a parameter, and `bind` is SQL that gives the parameter the type of the column again, so
 * that what is compared is what is sorted by.
 */
export type KeyPart = {
  column: string
  text: string
  keep: (value: unknown) => string
  value: (kept: string) => unknown
  bind: (placeholder: string, kept: string) => string
}

/** How the rows of a query are asked for and read: SQL over the query, which is called `vl_q`. */
export type Shape = {
  keys: readonly KeyPart[]
  /** What is selected of each row, with the names it has then, and how many bytes that is. */
  record: string
  names: readonly string[]
  bytes: string
  /** A row as one JSON object, whole numbers with all their digits. */
  textOf: (row: DatabaseRow) => string
}

/** Where a database is. `password` is missing where the address holds it or none is needed. */
export type DatabaseLogin = { address: string; password: string | undefined }

/** What differs from one relational database to another; everything else is `keyset.ts`. */
export type SqlDialect = {
  /** Creates a pool that connects on first use; a connection that takes longer than `connectTimeoutMs` fails. */
  connect: (login: DatabaseLogin, connectTimeoutMs: number) => SQL
  /** Sent once to each new connection: it only reads, has a time limit, and speaks of times in UTC. */
  session: string | undefined
  quote: (name: string) => string
  placeholder: (ordinal: number) => string
  /** SQL that shows the columns of a query without reading it; its one parameter is `columnsAsked`. */
  columnsOf: (query: string) => string
  columnsAsked: number
  shapeOf: (ask: Ask, columns: readonly QueryColumn[], keys: readonly QueryColumn[]) => Promise<Shape>
  kindOf: (error: unknown) => FaultKind
}

/** A query as a table called `vl_q`, a name that no column has; it stands on lines of its own, for it may end with a comment. */
export const asTable = (query: string): string => `(\n${query}\n) vl_q`
