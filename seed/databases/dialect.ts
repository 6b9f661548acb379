import type { SQL } from 'bun'
import type { FaultKind } from './faults'

/** A row as the driver gives it, by column. */
export type DatabaseRow = Record<string, unknown>

/** A column of the query, as the server describes it. SQLite gives only its name; `type` and `flags` are then 0. */
export type QueryColumn = { name: string; type: number; flags: number }

/** Runs a query on the server; `values` are bound to its placeholders in order. */
export type Ask = (
  sql: string,
  values: readonly unknown[],
) => Promise<DatabaseRow[] & { columns?: readonly Described[] | null }>
type Described = { name: string; type: number; flags?: number | undefined }

/**
 * One column of the key, selected as `vl_key0`, `vl_key1` ... in a page.
 *
 * `text` is SQL for its value in a form that a checkpoint can store. `keep` turns the driver's value of `text` into the
 * checkpoint, `value` turns the checkpoint into a parameter, and `bind` is SQL that casts the parameter back to the type
 * of the column, so that comparing and sorting agree.
 */
export type KeyPart = {
  column: string
  text: string
  keep: (value: unknown) => string
  value: (kept: string) => unknown
  bind: (placeholder: string, kept: string) => string
}

/** SQL and functions to read the rows of a query. The SQL refers to the query as `vl_q`. */
export type Shape = {
  keys: readonly KeyPart[]
  /** Select list for each row; `names` are its columns, `bytes` is SQL for its length in bytes. */
  record: string
  names: readonly string[]
  bytes: string
  /** Returns a row as the text of one JSON object; whole numbers keep all their digits. */
  textOf: (row: DatabaseRow) => string
}

/**
 * Address of a database (a URL, for SQLite a path). `password` is `undefined` if the address contains it or none is
 * needed.
 */
export type DatabaseLogin = { address: string; password: string | undefined }

/** Everything that differs between relational databases; `keyset.ts` is common to all. */
export type SqlDialect = {
  /** Creates a pool that connects on first use; a connection that takes longer than `connectTimeoutMs` fails. */
  connect: (login: DatabaseLogin, connectTimeoutMs: number) => SQL
  /**
   * Sent once on each new connection: makes it read only, with a time limit and times in UTC. `undefined`: none needed.
   */
  session: string | undefined
  quote: (name: string) => string
  placeholder: (ordinal: number) => string
  /** SQL that returns the columns of a query without reading its rows; its one parameter is `columnsLimit`. */
  columnsOf: (query: string) => string
  columnsLimit: number
  shapeOf: (ask: Ask, columns: readonly QueryColumn[], keys: readonly QueryColumn[]) => Promise<Shape>
  kindOf: (error: unknown) => FaultKind
}

/**
 * Returns a query as a table `vl_q`, a name that no column should have. Line breaks around it, because it may end with
 * a comment.
 */
export const asTable = (query: string): string => `(\n${query}\n) vl_q`
